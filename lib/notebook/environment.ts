/** Whether whoever started the kernel has set a variable of the environment. There is none in a browser. */
export function isSet(name: "BREAKING_SYMMETRY_STRICT" | "BREAKING_SYMMETRY_GRADING"): boolean {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[name] !== undefined;
}
