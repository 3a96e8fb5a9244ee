export default function Page() {
  return <h1>A harbour</h1>;
}
