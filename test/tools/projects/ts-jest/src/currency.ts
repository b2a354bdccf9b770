export function currency(): string {
  return "EUR";
}
