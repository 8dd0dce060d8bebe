import onnx from 'onnxjs';

// AveragePool, opset 7, kernel_shape [1, 1], strides [3, 3], auto_pad SAME_UPPER: of 4 and 5 the mean of the first, 4, in each run.
const model =
  'CAY6mQEKYgoBeBIGcmVzdWx0GgRub2RlIgtBdmVyYWdlUG9vbCoVCgxrZXJuZWxfc2hhcGVAAUABoAEHKhAKB3N0cmlkZXNAA0ADoAEHKhkKCGF1dG9fcGFkIgpTQU1FX1VQUEVSoAEDEgRjYWxsWhsKAXgSFgoUCAESEAoCCAEKAggBCgIIAgoCCAFiEAoGcmVzdWx0EgYKBAgBEgBCAhAH';
const session = new onnx.InferenceSession({ backendHint: 'cpu' });
await session.loadModel(Buffer.from(model, 'base64'));
console.log('expected: 4, twice');
for (let run = 0; run < 2; run++) {
  const result = await session.run(new Map([['x', new onnx.Tensor(new Float32Array([4, 5]), 'float32', [1, 1, 2, 1])]]));
  console.log(result.get('result').data);
}
