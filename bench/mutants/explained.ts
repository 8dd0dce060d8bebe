/** Why some kills blame no op, or another than the wrong one, by mutant. */
export const explained: Readonly<Record<string, string>> = {};
