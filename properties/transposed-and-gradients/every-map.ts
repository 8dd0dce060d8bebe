/** The laws of structure, for every gradient. */
import {
  averagePoolGradient,
  depthwiseFilterGradient,
  depthwiseInputGradient,
  filterGradient,
  inputGradient,
  maxPoolGradient,
  transpose,
} from './maps.js';
import { axisSwap, batchIndependent, linear, rejectsOtherShapes, unitAxis, zeroAtZero } from './structure.js';

export const transposeLinear = linear(transpose);
export const transposeZeroAtZero = zeroAtZero(transpose);
export const transposeBatchIndependent = batchIndependent(transpose);
export const transposeAxisSwap = axisSwap(transpose);
export const transposeUnitAxis = unitAxis(transpose);
export const transposeRejectsOtherShapes = rejectsOtherShapes(transpose);
export const inputGradientLinear = linear(inputGradient);
export const inputGradientZeroAtZero = zeroAtZero(inputGradient);
export const inputGradientBatchIndependent = batchIndependent(inputGradient);
export const inputGradientAxisSwap = axisSwap(inputGradient);
export const inputGradientUnitAxis = unitAxis(inputGradient);
export const inputGradientRejectsOtherShapes = rejectsOtherShapes(inputGradient);
export const filterGradientLinear = linear(filterGradient);
export const filterGradientZeroAtZero = zeroAtZero(filterGradient);
export const filterGradientAxisSwap = axisSwap(filterGradient);
export const filterGradientUnitAxis = unitAxis(filterGradient);
export const filterGradientRejectsOtherShapes = rejectsOtherShapes(filterGradient);
export const depthwiseInputGradientLinear = linear(depthwiseInputGradient);
export const depthwiseInputGradientZeroAtZero = zeroAtZero(depthwiseInputGradient);
export const depthwiseInputGradientBatchIndependent = batchIndependent(depthwiseInputGradient);
export const depthwiseInputGradientAxisSwap = axisSwap(depthwiseInputGradient);
export const depthwiseInputGradientUnitAxis = unitAxis(depthwiseInputGradient);
export const depthwiseInputGradientRejectsOtherShapes = rejectsOtherShapes(depthwiseInputGradient);
export const depthwiseFilterGradientLinear = linear(depthwiseFilterGradient);
export const depthwiseFilterGradientZeroAtZero = zeroAtZero(depthwiseFilterGradient);
export const depthwiseFilterGradientAxisSwap = axisSwap(depthwiseFilterGradient);
export const depthwiseFilterGradientUnitAxis = unitAxis(depthwiseFilterGradient);
export const depthwiseFilterGradientRejectsOtherShapes = rejectsOtherShapes(depthwiseFilterGradient);
export const averagePoolGradientLinear = linear(averagePoolGradient);
export const averagePoolGradientZeroAtZero = zeroAtZero(averagePoolGradient);
export const averagePoolGradientBatchIndependent = batchIndependent(averagePoolGradient);
export const averagePoolGradientAxisSwap = axisSwap(averagePoolGradient);
export const averagePoolGradientUnitAxis = unitAxis(averagePoolGradient);
export const averagePoolGradientRejectsOtherShapes = rejectsOtherShapes(averagePoolGradient);
export const maxPoolGradientLinear = linear(maxPoolGradient);
export const maxPoolGradientZeroAtZero = zeroAtZero(maxPoolGradient);
export const maxPoolGradientBatchIndependent = batchIndependent(maxPoolGradient);
export const maxPoolGradientAxisSwap = axisSwap(maxPoolGradient);
export const maxPoolGradientUnitAxis = unitAxis(maxPoolGradient);
export const maxPoolGradientRejectsOtherShapes = rejectsOtherShapes(maxPoolGradient);

/** All of them. */
export const structureOfGradients = [
  transposeLinear,
  transposeZeroAtZero,
  transposeBatchIndependent,
  transposeAxisSwap,
  transposeUnitAxis,
  transposeRejectsOtherShapes,
  inputGradientLinear,
  inputGradientZeroAtZero,
  inputGradientBatchIndependent,
  inputGradientAxisSwap,
  inputGradientUnitAxis,
  inputGradientRejectsOtherShapes,
  filterGradientLinear,
  filterGradientZeroAtZero,
  filterGradientAxisSwap,
  filterGradientUnitAxis,
  filterGradientRejectsOtherShapes,
  depthwiseInputGradientLinear,
  depthwiseInputGradientZeroAtZero,
  depthwiseInputGradientBatchIndependent,
  depthwiseInputGradientAxisSwap,
  depthwiseInputGradientUnitAxis,
  depthwiseInputGradientRejectsOtherShapes,
  depthwiseFilterGradientLinear,
  depthwiseFilterGradientZeroAtZero,
  depthwiseFilterGradientAxisSwap,
  depthwiseFilterGradientUnitAxis,
  depthwiseFilterGradientRejectsOtherShapes,
  averagePoolGradientLinear,
  averagePoolGradientZeroAtZero,
  averagePoolGradientBatchIndependent,
  averagePoolGradientAxisSwap,
  averagePoolGradientUnitAxis,
  averagePoolGradientRejectsOtherShapes,
  maxPoolGradientLinear,
  maxPoolGradientZeroAtZero,
  maxPoolGradientBatchIndependent,
  maxPoolGradientAxisSwap,
  maxPoolGradientUnitAxis,
  maxPoolGradientRejectsOtherShapes,
] as const;
