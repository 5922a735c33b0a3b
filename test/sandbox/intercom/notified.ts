import { startIntercomAlone, type IntercomAlone } from './intercomOnly';
import { Receiver } from './receiver';

/** The stand-in and a receiver of its notifications, new for each test; `forEachTest` opens them. */
export let intercom: IntercomAlone;
export let receiver: Receiver;
export let url: string;

export function forEachTest(): void {
	beforeEach(async () => {
		intercom = await startIntercomAlone({ id: 'abc123def', delivery: { timeScale: 0.001 } });
		receiver = new Receiver();
		url = await receiver.start();
	});
	afterEach(async () => {
		await intercom.stop();
		await receiver.stop();
	});
}

export const people = () => intercom.world.people();

/** Until all that was told is delivered. */
export const settled = async () => {
	const { deliveries } = intercom.world;
	for (let quiet = 0; quiet < 2; quiet = deliveries.waiting > 0 ? 0 : quiet + 1) {
		await new Promise((resolve) => setTimeout(resolve, 10));
		await deliveries.idle();
	}
};
export const topics = () => receiver.posts.map(({ json }) => json.topic).sort();
