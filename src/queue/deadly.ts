/** So many workers may a task end before it is set aside. */
export const workersOfOne = 3;
