import { openStage, type Stage } from './stage';

/**
 * Plays scenes in organisations of three sizes. Small: the list is read. Large: contacts are looked for one by one. Very large:
 * Xero refuses filters that it calls inefficient.
 */
export function inOrganisationsOfAnySize(scenes: (stage: () => Stage) => void): void {
	describe.each([
		['small', 0, 100_000],
		['large', 4_000, 100_000],
		['very large', 4_000, 3_000],
	])('in a %s organisation', (_, fillers, highVolumeContacts) => {
		let stage: Stage;
		beforeAll(async () => void (stage = await openStage({ xero: { highVolumeContacts } }, fillers)));
		beforeEach(() => stage.reset());
		afterAll(async () => await stage.stop());
		scenes(() => stage);
	});
}
