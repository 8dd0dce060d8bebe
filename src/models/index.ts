/** The shapes of models: `tensor-laws/models`. Reading them takes `protobufjs`. */
export { domainOf } from './domain-of.js';
export { InvalidModel } from './onnx/invalid-model.js';
