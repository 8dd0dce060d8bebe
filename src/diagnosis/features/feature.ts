/** What a feature of a call is. */
export type Feature = number | string | boolean;

/** Feature to value. */
export type Features = ReadonlyMap<string, Feature>;

/** Features that are still being taken. */
export type MutableFeatures = Map<string, Feature>;
