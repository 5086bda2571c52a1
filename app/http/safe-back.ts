/** Where to go after signing in: a path of this site, never another site's. */
export function safeBack(back: string | null): string {
  return back && /^\/(?![/\\])[\w\-./]*$/.test(back) ? back : "/";
}
