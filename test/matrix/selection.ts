/** Which cells are asked for: all by "1", or those whose name has every one of some words: "4.9", "ttypescript v20". */
export function readSelection(text: string | undefined): ((cell: string) => boolean) | undefined {
  if (text === undefined || text === "") return undefined;
  const words = text === "1" ? [] : text.split(/\s+/);
  return (cell) => words.every((word) => cell.includes(word));
}
