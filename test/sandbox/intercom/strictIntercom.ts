import { startIntercomAlone, type IntercomAlone, type Parsed } from './intercomOnly';

/** The stand-in that all tests of a file share, as new for each; `forEachTest` opens it. */
export let intercom: IntercomAlone;

export function forEachTest(): void {
	beforeAll(async () => (intercom = await startIntercomAlone({ timezone: 'Australia/Sydney' })));
	afterAll(async () => await intercom.stop());
	beforeEach(() => {
		intercom.world.reset();
		intercom.kernel.switches.reset();
		intercom.kernel.clock.reset();
	});
}

/** The code of the first error of an answer. */
export const code = (answer: { body: Parsed }) => answer.body.errors[0].code;
export const people = () => intercom.world.people();
