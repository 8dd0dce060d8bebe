import type { Report } from './report.js';
import { toJson } from '../judge/json.js';

/** A report as JSON text; tensors and odd numbers as `toJson` writes them. */
export function reportJson(report: Report): string {
  return JSON.stringify(toJson(report), undefined, 2);
}
