import { controlOnPage, givenUpForm, jobForm, tryAgainOnPage, type JobDecision } from '../../../../lib/ledger/decisions/pageJobs';
import { PAGE_GOOD_FOR_MS } from '../../../../lib/ledger/decisions/pageToken';
import type { Job } from '../../../../lib/ledger/rows/facts';
import { contact, type LedgerWorld, synced } from '../ledgerWorld';
import { PagesWorld } from '../pagesWorld';
import { busyWorld, reportOn } from './exampleReport';

/** What each form of the page sends, by its kind. */
async function formsOn(world: LedgerWorld): Promise<Record<string, string>[]> {
	const { text } = await reportOn(world);
	return [...text.matchAll(/<form method="post"[^]*?<\/form>/g)].map(([form]) => {
		const fields = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]);
		return { ...Object.fromEntries(fields), offers: [...form.matchAll(/<button name="decision" value="([^"]*)"/g)].map(([, value]) => value).join(' ') } as Record<string, string>;
	});
}

const jobOn = async (world: LedgerWorld) => (await formsOn(world)).find(({ kind }) => kind === 'job');

/** A job in a state, and the page on it. */
async function pagesIn(state: Job['state']): Promise<PagesWorld> {
	const pages = await PagesWorld.open(state === 'stopped' ? 200 : 4, 100);
	await pages.start('a <job>');
	if (state === 'paused') await pages.control('a <job>', 'pause');
	if (state === 'cancelled') await pages.control('a <job>', 'cancel');
	if (state === 'stopped') {
		const taken = await pages.take(await pages.page('a <job>'));
		if (taken.taken) await pages.world.settle(taken.records.map((one) => synced(one)));
	}
	return pages;
}

const sent = async ({ world }: PagesWorld, form: Record<string, string>, decision: string) => {
	const read = jobForm({ ...form, id: 'a <job>', decision });
	return read === null ? null : await world.store.change(controlOnPage(read, 'Status page', world.now));
};

test.each<[Job['state'], string]>([['running', 'pause cancel'], ['paused', 'resume cancel'], ['stopped', 'letPass sendAway'], ['cancelled', '']])('a job that is %s offers "%s"', async (state, offers) => {
	expect((await jobOn((await pagesIn(state)).world))?.offers ?? '').toBe(offers);
	const file = await reportOn((await pagesIn(state)).world, { live: null });
	expect(/<form/.test(file.text)).toBe(false);
});

test.each<[Job['state'], JobDecision, Job['state']]>([['running', 'pause', 'paused'], ['running', 'cancel', 'cancelled'], ['paused', 'resume', 'running'], ['paused', 'cancel', 'cancelled'], ['stopped', 'letPass', 'running'], ['stopped', 'sendAway', 'cancelled']])('%s, %s: it is %s, and the log says who', async (from, decision, to) => {
	const pages = await pagesIn(from);
	const form = (await jobOn(pages.world))!;
	expect(await sent(pages, form, decision)).toBe(decision);
	expect((await pages.job('a <job>')).state).toBe(to);
	expect(pages.world.store.rows.audit.at(-1)).toMatchObject({ by: 'Status page' });
	// Pressed twice, it does it once.
	expect(await sent(pages, form, decision)).toBe('jobChanged');
});

test.each<[string, Job['state'], JobDecision]>([['a job that runs lets nothing pass', 'running', 'letPass'], ['a stop is no pause', 'stopped', 'resume'], ['one that runs cannot be resumed', 'running', 'resume'], ['nor one that stopped be ended but by sending it away', 'stopped', 'cancel']])('%s', async (_, state, decision) => {
	const pages = await pagesIn(state);
	expect(await sent(pages, (await jobOn(pages.world))!, decision)).toBe('jobChanged');
	expect((await pages.job('a <job>')).state).toBe(state);
});

test('what did not come from this page, or from one of yesterday, does nothing', async () => {
	const pages = await pagesIn('running');
	const form = (await jobOn(pages.world))!;
	for (const token of ['', 'x', form.token!.replace('.running.', '.paused.'), `${form.token}.x`, form.token!.replace(/^\d/, '9')]) expect(await sent(pages, { ...form, token }, 'pause')).toBe('refused');
	const [review] = await formsOn(await busyWorld());
	expect(await sent(pages, { ...form, token: review!.token! }, 'pause')).toBe('refused');
	pages.world.now += PAGE_GOOD_FOR_MS;
	expect(await sent(pages, form, 'pause')).toBe('expired');
	expect((await pages.job('a <job>')).state).toBe('running');
});

test('a record that was given up is tried again by its button, once, in the state that was shown', async () => {
	const world = await busyWorld();
	const form = (await formsOn(world)).find(({ kind }) => kind === 'given up contact')!;
	expect(form).toMatchObject({ id: contact(3).id, offers: 'tryAgain' });
	const read = givenUpForm({ ...form, decision: 'tryAgain' })!;
	const tryAgain = async (more: object = {}) => await world.store.change(tryAgainOnPage({ ...read, ...more }, 'Status page', world.now));
	expect(await tryAgain({ token: 'x' })).toBe('refused');
	expect(await tryAgain({ givenUp: contact(2) })).toBe('refused');
	expect(await tryAgain()).toBe('tryAgain');
	expect(world.work(contact(3))).toMatchObject({ state: 'waiting', approved: true });
	expect(world.store.rows.audit.at(-1)).toMatchObject({ event: 'decided', reason: 'tryAgain', id: contact(3).id, by: 'Status page' });
	expect(await tryAgain()).toBe('changed');
});

test('the token of a review tries nothing again, and the other way round', async () => {
	const world = await busyWorld();
	const [review, parked] = ['contact', 'given up contact'].map((wanted) => async () => (await formsOn(world)).find(({ kind }) => kind === wanted)!);
	const crossed = givenUpForm({ ...(await parked!()), id: contact(2).id, token: (await review!()).token, decision: 'tryAgain' })!;
	expect(await world.store.change(tryAgainOnPage(crossed, 'Status page', world.now))).toBe('refused');
});

test.each([null, 'x', [], {}, { kind: 'job', id: 'a', token: 't' }, { kind: 'job', id: '', token: 't', decision: 'pause' }, { kind: 'job', id: 'a', token: 't', decision: 'delete' }, { kind: 'job', id: 'a'.repeat(201), token: 't', decision: 'pause' }, { kind: 'given up contact', id: '../x', token: 't', decision: 'tryAgain' }, { kind: 'given up user', id: 'a', token: 't', decision: 'tryAgain' }, { kind: 'given up contact', id: 'a', token: 't', decision: 'never' }])('%j is no form', (body) => {
	expect([jobForm(body), givenUpForm(body)]).toEqual([null, null]);
});
