import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The order of test files where nobody knows yet how long each takes, as in a new clone: Vitest begins with the largest files, but what
 * goes through the front door is long however few lines it has, and one such file at the end has a core to itself.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = (one: TestSpecification) => one.moduleId.includes('/test/e2e/');
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))];
  }
}
