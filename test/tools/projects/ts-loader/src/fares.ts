export type City = string;

export function perMile(): number {
  return 2;
}
