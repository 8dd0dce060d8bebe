import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Json } from '../../src/diagnosis/deviation.js';
import type { Report } from '../../src/report/report.js';
import { reportJson } from '../../src/report/json.js';
import { report } from '../../src/search/schema/report.js';
import type { Tensor } from '../../src/tensor.js';
import { hostileReport } from '../report/report-of.js';

/** A type without `readonly`, and without the room that a parser leaves for fields of later versions. Json has no end. */
type Bare<T> = [Json, T] extends [T, Json]
  ? Json
  : T extends Tensor
    ? T
    : T extends readonly unknown[]
      ? { -readonly [K in keyof T]: Bare<T[K]> }
      : T extends object
        ? { -readonly [K in keyof T as string extends K ? (Known<T> extends never ? K : never) : K]: Bare<T[K]> }
        : T;

/** The named fields of a type; never where it has none, as a record by name. */
type Known<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] };

/** Whether two types are one, optional fields included, which assignability lets pass. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

describe('the schema of reports', () => {
  it('is the type of a report', () => {
    const same: Same<Bare<z.output<typeof report>>, Bare<Report>> = true;
    expect(same).to.equal(true);
  });

  it('is what schema/report.schema.json says', () => {
    const published: unknown = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
    expect(z.toJSONSchema(report, { io: 'input' }), 'npm run schema').to.deep.equal(published);
  });

  it('reads what was written, field for field', async () => {
    const json: unknown = JSON.parse(reportJson(await hostileReport()));
    expect(JSON.parse(reportJson(report.parse(json)))).to.deep.equal(json);
  });
});
