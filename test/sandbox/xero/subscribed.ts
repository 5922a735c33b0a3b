import { connected, type Connected } from './connected';
import { WebhookReceiver } from './webhookReceiver';

export const MINUTE_MS = 60_000;

/** The stand-in and a receiver of its webhooks, which all tests of a file share, as new for each; `forEachTest` opens them. */
export let xero: Connected;
export let receiver: WebhookReceiver;
export let url: string;

export function forEachTest(): void {
	beforeAll(async () => {
		xero = await connected();
		receiver = new WebhookReceiver();
		url = await receiver.start();
	});
	afterAll(async () => {
		await xero.sandbox.stop();
		await receiver.stop();
	});
	beforeEach(() => {
		xero.reset();
		receiver.reset();
	});
}

export const world = () => xero.sandbox.xero;
export const webhooks = () => world().webhooks;
export const organisation = () => world().organisation();

/** As a person does in the developer portal. */
export async function subscribed(): Promise<void> {
	receiver.key = webhooks().save(url).signingKey;
	expect(await webhooks().sendIntentToReceive()).toEqual([]);
	receiver.reset();
}

/** Passes by the sandbox's time, quarter of an hour by quarter. */
export async function pass(minutes: number): Promise<void> {
	for (let passed = 0; passed < minutes; passed += 15) {
		xero.sandbox.clock.advance(15 * MINUTE_MS);
		await webhooks().sendDue();
	}
}

export const told = () => receiver.events.flat().map(({ xeroContactId, eventType }) => `${eventType} ${String(organisation().contact(xeroContactId)?.Name)}`);
