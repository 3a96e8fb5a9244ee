declare module 'react' {
  export function createElement(
    type: unknown,
    props: object | null,
    ...children: readonly unknown[]
  ): unknown;
  export const Fragment: unknown;
}
