import "@remix-run/node";

declare module "@remix-run/node" {
  /** Types loaders and actions as single fetch sends them: dates, maps and promises survive. */
  interface Future {
    v3_singleFetch: true;
  }
}
