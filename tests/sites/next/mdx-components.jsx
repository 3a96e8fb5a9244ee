/** What a site makes of its own links is not for cards. */
const components = { a: (props) => <a className="own" {...props} /> };

export function useMDXComponents() {
  return components;
}
