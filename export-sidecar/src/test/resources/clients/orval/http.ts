// What the generated functions send their requests with.
export const server = { url: "", token: "" };

export async function http<T>(path: string, init?: RequestInit): Promise<T> {
  const headers = new Headers(init?.headers);
  headers.set("Authorization", `Bearer ${server.token}`);
  const response = await fetch(server.url + path, { ...init, headers });
  const type = response.headers.get("Content-Type") ?? "";
  const data = type.endsWith("json") ? await response.json() : await response.blob();
  return { status: response.status, headers: response.headers, data } as T;
}
