import type { IntercomApp, Subscription } from './apps';
import { DEADLINE_MS, judge, keepScore, type Verdict } from './deliveryRules';
import { newNotification, notificationBody, PING_ITEM, signature, type Notification } from './notifications';
import { post, type PostResult } from '../kernel/post';
import { mayReceive, type Topic } from './topics';

export interface DeliverySettings {
	/** Real ms per vendor ms for retries and throttles: 1 waits the vendor's minute, 0.01 only 0.6 s. */
	timeScale: number;
	/** How long an endpoint may think, in real ms. */
	deadlineMs: number;
}

/** One attempt, as the delivery log keeps it. */
export interface DeliveryLogEntry {
	notificationId: string | null;
	topic: Topic;
	workspaceId: string;
	attempt: number;
	url: string;
	/** The exact bytes of the body. */
	body: string;
	/** Epoch ms. */
	sentAt: number;
	/** null: the stand-in was told to lose it. */
	status: PostResult['status'] | null;
	ms: number;
	/** The first characters of what was answered. */
	answer: string;
	outcome: Verdict['outcome'] | 'lost';
}

interface Parcel {
	app: IntercomApp;
	notification: Notification;
	attempt: number;
	firstSentAt: number;
	/** Vendor ms of throttling so far. */
	delayedMs: number;
}

const NOT_SENT = { status: null, ms: 0, answer: '' };
const USER_AGENT = 'intercom-parrot-service-client/1.0';

/** Sends notifications as the vendor does, and loses, doubles or reorders them when a test asks. */
export class Deliveries {
	readonly log: DeliveryLogEntry[] = [];
	settings: DeliverySettings;
	private trouble = { lose: 0, double: 0, reorder: 0 };
	private held: Parcel[] = [];
	private readonly underWay = new Set<Promise<void>>();
	private readonly timers = new Set<NodeJS.Timeout>();
	private readonly listeners = new Set<(entry: DeliveryLogEntry) => void>();

	constructor(
		private readonly now: () => number,
		private readonly pingSigned: () => boolean,
		settings: Partial<DeliverySettings> = {},
	) {
		this.settings = { timeScale: 1, deadlineMs: DEADLINE_MS, ...settings };
	}

	/** Sends to the app's endpoint, if it has a live one and wants and may have the topic. @param spelling how the body writes it */
	dispatch(app: IntercomApp, workspaceId: string, topic: Topic, item: unknown, spelling?: string): void {
		const { subscription } = app;
		if (subscription?.state !== 'live' || !mayReceive(topic, app.permissions)) return;
		if (topic !== 'ping' && !subscription.topics.has(topic)) return;
		const notification = newNotification(workspaceId, topic, item, this.now(), spelling);
		this.release({ app, notification, attempt: 1, firstSentAt: notification.createdAt, delayedMs: 0 }, subscription);
	}

	sendPing(app: IntercomApp, workspaceId: string): void {
		this.dispatch(app, workspaceId, 'ping', PING_ITEM);
	}

	/** The next notifications never arrive, arrive twice, or arrive after the one that follows them. */
	troubleNext(kind: 'lose' | 'double' | 'reorder', count = 1): void {
		this.trouble[kind] += count;
	}

	/** How many of the next notifications are to be lost, doubled or delayed. */
	get troubles(): Readonly<Record<'lose' | 'double' | 'reorder', number>> {
		return { ...this.trouble };
	}

	/** No more troubles; a notification held back goes out. */
	clearTroubles(): void {
		this.trouble = { lose: 0, double: 0, reorder: 0 };
		for (const parcel of this.held.splice(0)) this.start(parcel);
	}

	/** Resolves when no request is on its way; waiting retries do not count. */
	async idle(): Promise<void> {
		while (this.underWay.size > 0) await Promise.all(this.underWay);
	}

	/** Retries and throttled notifications that wait for their time. */
	get waiting(): number {
		return this.timers.size;
	}

	/** @returns a function that ends the subscription */
	subscribe(listener: (entry: DeliveryLogEntry) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** Forgets everything that is waiting, held or logged. */
	reset(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
		this.held = [];
		this.log.length = 0;
		this.trouble = { lose: 0, double: 0, reorder: 0 };
	}

	private release(parcel: Parcel, subscription: Subscription): void {
		if (this.takeTrouble('lose')) return this.record(parcel, '', NOT_SENT, 'lost');
		if (subscription.throttleMs > 0) return this.later(parcel, subscription.throttleMs, subscription.throttleMs);
		if (this.takeTrouble('reorder')) return void this.held.push(parcel);
		this.start(parcel);
		if (this.takeTrouble('double')) this.start(parcel);
		const held = this.held.splice(0).reverse();
		if (held.length > 0) void this.idle().then(() => held.forEach((late) => this.start(late)));
	}

	private takeTrouble(kind: keyof Deliveries['trouble']): boolean {
		if (this.trouble[kind] === 0) return false;
		this.trouble[kind] -= 1;
		return true;
	}

	private start(parcel: Parcel): void {
		const sending = this.send(parcel).finally(() => this.underWay.delete(sending));
		this.underWay.add(sending);
	}

	private async send(parcel: Parcel): Promise<void> {
		const { app, notification } = parcel;
		const subscription = app.subscription;
		if (subscription?.state !== 'live') return;
		if (subscription.pausedUntil > this.now()) return this.record(parcel, '', NOT_SENT, 'dropped');
		const body = notificationBody(notification, { number: parcel.attempt, firstSentAt: parcel.firstSentAt });
		const sentAt = this.now();
		const result = await post('POST', subscription.url, body, this.headers(app, notification, body), this.settings.deadlineMs);
		const verdict = judge(result.status, parcel.attempt, parcel.delayedMs, subscription);
		keepScore(subscription, verdict, this.now());
		this.record(parcel, body, result, verdict.outcome, sentAt);
		if (verdict.outcome === 'retrying') this.later({ ...parcel, attempt: parcel.attempt + 1 }, verdict.waitMs, 0);
		if (verdict.outcome === 'throttled') this.later(parcel, verdict.waitMs, verdict.waitMs);
	}

	private headers(app: IntercomApp, notification: Notification, body: string): Record<string, string> {
		const signed = notification.topic !== 'ping' || this.pingSigned();
		return {
			'user-agent': USER_AGENT,
			accept: 'application/json',
			'content-type': 'application/json',
			...(signed ? { 'x-hub-signature': signature(body, app.clientSecret) } : {}),
		};
	}

	private later(parcel: Parcel, waitMs: number, delayMs: number): void {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			this.start({ ...parcel, delayedMs: parcel.delayedMs + delayMs });
		}, waitMs * this.settings.timeScale);
		timer.unref();
		this.timers.add(timer);
	}

	private record(
		parcel: Parcel,
		body: string,
		result: Pick<DeliveryLogEntry, 'status' | 'ms' | 'answer'>,
		outcome: DeliveryLogEntry['outcome'],
		sentAt = this.now(),
	): void {
		const { id, topic, workspaceId } = parcel.notification;
		const url = parcel.app.subscription?.url ?? '';
		const entry = { notificationId: id, topic, workspaceId, attempt: parcel.attempt, url, body, sentAt, ...result, outcome };
		this.log.push(entry);
		for (const listener of this.listeners) listener(entry);
	}
}

/**
 * The check the Developer Hub makes when an endpoint is saved: a HEAD that must be answered.
 * @returns null, or why the URL is refused
 */
export async function headRefusal(url: string, accepts: string, deadlineMs: number): Promise<string | null> {
	const { status } = await post('HEAD', url, '', { 'user-agent': USER_AGENT }, deadlineMs);
	const accepted = typeof status === 'number' && (accepts === '200' ? status === 200 : status >= 200 && status < 300);
	return accepted ? null : `The endpoint answered ${status} to a HEAD request. It must answer 200 before it can be saved.`;
}
