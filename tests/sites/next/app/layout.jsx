import { HoldfastStyle } from 'holdfast/next';

export const metadata = { title: 'A harbour' };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <HoldfastStyle fallbacks="fallbacks" />
        <main>{children}</main>
      </body>
    </html>
  );
}
