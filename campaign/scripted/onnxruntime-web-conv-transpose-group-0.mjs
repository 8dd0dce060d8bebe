// A model of one node, ConvTranspose with group 0, whose filter is part of the model.
import * as ort from 'onnxruntime-web';
import protobuf from 'protobufjs';

ort.env.wasm.numThreads = 1;
const { root } = protobuf.parse(
  `syntax = "proto2";
  message ModelProto { optional int64 ir_version = 1; optional GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8; }
  message OperatorSetIdProto { optional string domain = 1; optional int64 version = 2; }
  message TensorProto { repeated int64 dims = 1; optional int32 data_type = 2; optional string name = 8; optional bytes raw_data = 9; }
  message GraphProto { repeated NodeProto node = 1; optional string name = 2; repeated TensorProto initializer = 5; repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
  message NodeProto { repeated string input = 1; repeated string output = 2; optional string op_type = 4; repeated AttributeProto attribute = 5; }
  message AttributeProto { optional string name = 1; optional int64 i = 3; optional int32 type = 20; }
  message ValueInfoProto { optional string name = 1; optional TypeProto type = 2; }
  message TypeProto { optional TensorTypeProto tensor_type = 1; }
  message TensorTypeProto { optional int32 elem_type = 1; }`,
  { keepCase: true },
);
const float = { tensor_type: { elem_type: 1 } };
const graph = {
  name: 'graph',
  node: [{ input: ['x', 'w'], output: ['y'], op_type: 'ConvTranspose', attribute: [{ name: 'group', i: 0, type: 2 }] }],
  initializer: [{ name: 'w', dims: [1, 1, 1], data_type: 1, raw_data: new Uint8Array(new Float32Array([1]).buffer) }],
  input: [{ name: 'x', type: float }],
  output: [{ name: 'y', type: float }],
};
const model = root
  .lookupType('ModelProto')
  .encode({ ir_version: 10, opset_import: [{ domain: '', version: 22 }], graph })
  .finish();
const session = await ort.InferenceSession.create(model, { logSeverityLevel: 4 });
const { y } = await session.run({ x: new ort.Tensor('float32', [1, 0], [1, 1, 2]) });
console.log(y.dims, y.data);
