/** What is fused with an op: a bias and an activation, of libraries that declare them. */
import { activationComesLast } from './fused/activation.js';
import { biasAdds, biasIsAChannelOfOnes, zeroBiasIsNone } from './fused/bias.js';
import { rejectsBias } from './fused/rejections.js';

export { activationComesLast, biasAdds, biasIsAChannelOfOnes, rejectsBias, zeroBiasIsNone };

/** All laws of the family. */
export const fused = [
  ...Object.values(biasAdds),
  ...Object.values(zeroBiasIsNone),
  biasIsAChannelOfOnes,
  ...Object.values(activationComesLast),
  ...Object.values(rejectsBias),
] as const;
