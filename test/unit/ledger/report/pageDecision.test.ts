import { decideOnPage, pageForm, type PageForm } from '../../../../lib/ledger/decisions/pageDecision';
import { PAGE_GOOD_FOR_MS } from '../../../../lib/ledger/decisions/pageToken';
import { contact, LedgerWorld, MINUTE, review } from '../ledgerWorld';
import { busyWorld, reportOn, XERO_ID } from './exampleReport';

/** The form of the page's review, as a browser sends it. */
async function formOn(world: LedgerWorld, decision = `bind ${XERO_ID}`): Promise<PageForm> {
	const { text } = await reportOn(world);
	const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)![1];
	return pageForm({ token: field('token'), kind: field('kind'), id: field('id'), decision })!;
}
const decide = async (world: LedgerWorld, form: PageForm) => await world.store.change(decideOnPage(form, 'Status page', world.now));
const two = contact(2);

test.each([[`bind ${XERO_ID}`, 'bind', { do: 'bind', xeroContactId: XERO_ID, by: 'Status page' }], ['create', 'create', { do: 'create' }], ['never', 'never', { do: 'never' }]])('%s is decided as if by hand, is in the log, and the review is gone', async (decision, said, kept) => {
	const world = await busyWorld();
	expect(await decide(world, await formOn(world, decision))).toBe(said);
	expect(world.record(two)?.decision).toMatchObject(kept);
	expect(world.store.rows.tables.review.size).toBe(0);
	expect(world.store.rows.audit.at(-1)).toMatchObject({ event: 'decided', id: two.id, by: 'Status page' });
});

test('try again makes it due, and nothing stands', async () => {
	const world = await busyWorld();
	expect(await decide(world, await formOn(world, 'tryAgain'))).toBe('tryAgain');
	expect([world.work(two)?.state, world.record(two)?.decision]).toEqual(['waiting', null]);
});

test('pressed twice, it decides once', async () => {
	const world = await busyWorld();
	const form = await formOn(world, 'never');
	expect([await decide(world, form), await decide(world, { ...form, verdict: { do: 'create' } })]).toEqual(['never', 'changed']);
	expect(world.record(two)?.decision).toMatchObject({ do: 'never' });
});

test.each<[string, (form: PageForm, world: LedgerWorld) => PageForm | Promise<PageForm>, string]>([
	['no token', (form) => ({ ...form, token: '' }), 'refused'],
	['a token of another ledger', async (form) => ({ ...form, token: (await formOn(await busyWorld())).token }), 'bind'],
	['a token of another secret', async (form) => {
		const other = await busyWorld();
		const { text } = await reportOn(other, { live: { said: '', freshSecret: 'another' } });
		return { ...form, token: /name="token" value="([^"]*)"/.exec(text)![1]! };
	}, 'refused'],
	['the token of another record', (form) => ({ ...form, subject: contact(3) }), 'refused'],
	['the token of another kind of record', (form) => ({ ...form, subject: { kind: 'company', id: two.id } }), 'refused'],
	['a token made to last longer', (form) => ({ ...form, token: form.token.replace(/^\d/, '9') }), 'refused'],
	['a token of a later state', (form) => ({ ...form, token: form.token.replace(/\.\d+\./, '.9.') }), 'refused'],
	['a token with something behind it', (form) => ({ ...form, token: `${form.token}.x` }), 'refused'],
	['a contact that the page did not offer', (form) => ({ ...form, verdict: { do: 'bind', xeroContactId: XERO_ID.replace('4', '5') } }), 'refused'],
	['a page of yesterday', (form, world) => ((world.now += PAGE_GOOD_FOR_MS), form), 'expired'],
])('%s', async (_, change, said) => {
	const world = await busyWorld();
	const before = world.store.rows.audit.length;
	const form = await change(await formOn(world), world);
	expect(await decide(world, form)).toBe(said);
	if (said !== 'bind') expect([world.record(two)?.decision ?? null, world.store.rows.audit.length]).toEqual([null, before]);
});

test('before a page was made nothing that is sent decides', async () => {
	const world = await busyWorld();
	expect(await decide(world, { subject: two, verdict: { do: 'never' }, token: '' })).toBe('refused');
	expect(await decide(world, { subject: two, verdict: { do: 'never' }, token: `${world.now + MINUTE}.1.` })).toBe('refused');
});

test('a review that is another one by now is to be looked at first, and one that runs is left alone', async () => {
	const world = await busyWorld();
	const form = await formOn(world);
	await world.notify(two, { shown: 'news', updatedAtSeconds: world.now / 1_000 });
	const taken = (await world.claim()).find(({ subject }) => subject.id === two.id)!;
	expect(await decide(world, form)).toBe('runningNow');
	await world.settle([review(taken, 'archived')]);
	expect(await decide(world, form)).toBe('changed');
});

test.each([null, 'x', [], {}, { token: 't', kind: 'contact', id: 'a' }, { token: 't', kind: 'user', id: 'a', decision: 'never' }, { token: 't', kind: 'contact', id: '../x', decision: 'never' }, { token: ['t'], kind: 'contact', id: 'a', decision: 'never' }, { token: 't', kind: 'contact', id: 'a', decision: 'bind me' }, { token: 't', kind: 'contact', id: 'a', decision: ['never', 'create'] }])('%j is no form', (body) => {
	expect(pageForm(body)).toBeNull();
});

test.each([['keepIntercom', 'intercom'], ['takeXero', 'xero']])('%s decides what changed on both sides, for once; the page offers it there and nowhere else', async (decision, bothChangedDecision) => {
	const world = await busyWorld();
	expect((await reportOn(world)).text).not.toContain(`value="${decision}"`);
	expect(await decide(world, await formOn(world, decision))).toBe('refused');
	await world.notify(two, { shown: 'news', updatedAtSeconds: world.now / 1_000 });
	await world.settle((await world.claim()).filter(({ subject }) => subject.id === two.id).map((one) => review(one, 'changedOnBothSides')));
	const { text } = await reportOn(world);
	expect(text).toContain(`value="${decision}"`);
	expect(text).not.toContain('value="create"');
	expect(await decide(world, await formOn(world, decision))).toBe(decision);
	expect(world.work(two)).toMatchObject({ state: 'waiting', bothChangedDecision });
});
