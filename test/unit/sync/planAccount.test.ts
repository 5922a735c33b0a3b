import fc from 'fast-check';
import { accountMark, markedDescription, planAccount, type AccountPlan, type AccountRequest } from '../../../lib/sync/accounts/planAccount';
import { parseAccount } from '../../../lib/sync/accounts/parseAccount';
import type { XeroAccount } from '../../../lib/xero/api/account';
import { id, ME } from './records';

const wish = (parts: Partial<AccountRequest> = {}): AccountRequest => ({ companyId: ME, code: '4001', name: 'Acme Pty Ltd', type: 'REVENUE', ...parts });
const account = (AccountID: string, parts: Partial<XeroAccount> = {}): XeroAccount => ({ AccountID, Code: AccountID, Name: `Account ${AccountID}`, Type: 'REVENUE', Status: 'ACTIVE', ...parts });
const ours = (AccountID: string, parts: Partial<XeroAccount> = {}) => account(AccountID, { Code: '4001', Name: 'Acme Pty Ltd', Description: `Made by us ${accountMark(ME)}`, ...parts });
const SALES = account('s', { Code: '200', Name: 'Sales' });

test.each<[string, Partial<AccountRequest>, XeroAccount[], object]>([
	['a company without an entry gets one, with the mark', { description: 'From Intercom' }, [SALES], { kind: 'create', body: { Code: '4001', Name: 'Acme Pty Ltd', Type: 'REVENUE', Description: `From Intercom ${accountMark(ME)}` } }],
	['the mark alone where there is no description', {}, [], { kind: 'create', body: { Description: accountMark(ME) } }],
	['nothing differs: nothing is written', {}, [ours('a'), SALES], { kind: 'unchanged' }],
	['only what differs is written', { name: 'Acme Limited' }, [ours('a')], { kind: 'update', body: { Name: 'Acme Limited' } }],
	['a description nobody mapped stays', { name: 'Acme Limited' }, [ours('a', { Description: `The accountant's words ${accountMark(ME)}` })], { kind: 'update', body: { Name: 'Acme Limited' } }],
	['a mapped description is replaced, the mark kept', { description: 'New' }, [ours('a')], { kind: 'update', body: { Description: `New ${accountMark(ME)}` } }],
	['type and tax are set once', { type: 'SALES', taxType: 'OUTPUT' }, [ours('a', { Type: 'OTHERINCOME', TaxType: 'NONE' })], { kind: 'unchanged', notes: [expect.stringContaining('OTHERINCOME'), expect.stringContaining('NONE')] }],
	['200 Sales with the code we would use is left alone', { code: '200' }, [SALES], { kind: 'review', because: 'accountNotOurs', accounts: [SALES] }],
	['the same name in another case is left alone', { name: 'SALES' }, [SALES], { kind: 'review', because: 'accountNotOurs' }],
	['an archived entry keeps its code', { code: '200' }, [{ ...SALES, Status: 'ARCHIVED' }], { kind: 'review', because: 'accountNotOurs' }],
	['our entry does not take the code of another', { code: '200' }, [ours('a'), SALES], { kind: 'review', because: 'accountNotOurs', accounts: [SALES] }],
	["another company's entry is not ours", {}, [ours('a', { Description: accountMark(id(2)) })], { kind: 'review', because: 'accountNotOurs' }],
	['a mark in the middle of a description is no mark', {}, [ours('a', { Description: `${accountMark(ME)} closed` })], { kind: 'review', because: 'accountNotOurs' }],
	['two entries with our mark wait for a person', {}, [ours('a'), ours('b', { Code: '4002', Name: 'Acme 2' })], { kind: 'review', because: 'ambiguous', accounts: [{}, {}] }],
	['our entry was archived: a person decides', {}, [ours('a', { Status: 'ARCHIVED' })], { kind: 'review', because: 'archived' }],
])('%s', (_promise, parts, accounts, plan) => {
	expect(planAccount(wish(parts), accounts)).toMatchObject(plan);
	if ('body' in plan) expect((planAccount(wish(parts), accounts) as { body: object }).body).toMatchObject((plan as { body: object }).body);
});

test('an update sends no field that is equal', () => {
	const plan = planAccount(wish({ name: 'Acme Limited' }), [ours('a')]);
	expect(plan).toMatchObject({ kind: 'update', changes: [{ field: 'Name', before: 'Acme Pty Ltd', after: 'Acme Limited' }] });
	expect(Object.keys((plan as Extract<AccountPlan, { kind: 'update' }>).body)).toEqual(['Name']);
});

const codes = fc.constantFrom('200', '4001', 'ABC');
const names = fc.constantFrom('Sales', 'SALES', 'Acme Pty Ltd', 'Other');
const companies = fc.constantFrom(ME, id(2));
const someAccounts = fc.uniqueArray(
	fc.record({
		AccountID: fc.constantFrom('a', 'b', 'c', 'd'),
		Code: codes,
		Name: names,
		Type: fc.constantFrom('REVENUE', 'EXPENSE'),
		Status: fc.constantFrom('ACTIVE', 'ACTIVE', 'ARCHIVED'),
		Description: fc.oneof(fc.constantFrom('', 'Words', `${accountMark(ME)} words`), companies.map(accountMark), companies.map((company) => `Words ${accountMark(company)}`)),
	}),
	{ maxLength: 4, selector: ({ AccountID }) => AccountID },
);
const someWishes = fc.record({ companyId: companies, code: codes, name: names, type: fc.constantFrom('REVENUE', 'EXPENSE') }).chain((base) => fc.constantFrom<AccountRequest>(base, { ...base, description: 'Words' }));

test('never an entry without our mark, and none that is archived', () => {
	let updates = 0;
	fc.assert(
		fc.property(someWishes, someAccounts, (request, accounts) => {
			const plan = planAccount(request, accounts);
			if (plan.kind !== 'update' && plan.kind !== 'unchanged') return;
			updates += 1;
			expect(plan.account.Description!.endsWith(accountMark(request.companyId))).toBe(true);
			expect(plan.account.Status).toBe('ACTIVE');
		}),
		{ numRuns: 2_000 },
	);
	expect(updates).toBeGreaterThan(50);
});

test('once written, it is unchanged: the mark survives every update', () => {
	let written = 0;
	fc.assert(
		fc.property(someWishes, someAccounts, (request, accounts) => {
			const plan = planAccount(request, accounts);
			if (plan.kind !== 'update' && plan.kind !== 'create') return;
			written += 1;
			const before = plan.kind === 'update' ? plan.account : account('new', { Status: 'ACTIVE' });
			const after = [...accounts.filter((one) => one !== before), { ...before, ...plan.body }];
			expect(planAccount(request, after)).toMatchObject({ kind: 'unchanged' });
		}),
		{ numRuns: 2_000 },
	);
	expect(written).toBeGreaterThan(50);
});

test('no code and no name is ever taken from another entry', () => {
	fc.assert(
		fc.property(someWishes, someAccounts, (request, accounts) => {
			// Xero keeps names apart in any case.
			fc.pre(new Set(accounts.map(({ Name }) => Name.toLowerCase())).size === accounts.length);
			const plan = planAccount(request, accounts);
			if (plan.kind !== 'update' && plan.kind !== 'create') return;
			const others = accounts.filter((one) => plan.kind === 'create' || one !== plan.account);
			if (plan.body.Code !== undefined) expect(others.map(({ Code }) => Code)).not.toContain(plan.body.Code);
			if (plan.body.Name !== undefined) expect(others.map(({ Name }) => Name.toLowerCase())).not.toContain(plan.body.Name.toLowerCase());
		}),
		{ numRuns: 2_000 },
	);
});

const FIELDS = { companyId: ME, code: 4001, name: '  Acme   Pty Ltd ', type: 'revenue', description: '', taxType: '' };

test('parameters are read as Xero wants them', () => {
	expect(parseAccount(FIELDS)).toEqual({ ok: true, request: { companyId: ME, code: '4001', name: 'Acme Pty Ltd', type: 'REVENUE' } });
	expect(parseAccount({ ...FIELDS, description: 'x', taxType: 'output' })).toMatchObject({ request: { description: 'x', taxType: 'OUTPUT' } });
});

test.each<[string, object, string]>([
	['the external id of a company', { companyId: 'acme-1' }, 'companyId'],
	['no company', { companyId: undefined }, 'companyId'],
	['no code', { code: ' ' }, 'code'],
	['a code of eleven characters', { code: '12345678901' }, 'code'],
	['no name', { name: null }, 'name'],
	['a name of 151 characters', { name: 'x'.repeat(151) }, 'name'],
	['a type Xero keeps for itself', { type: 'BANK' }, 'type'],
	['a description that leaves no room for the mark', { description: 'x'.repeat(4_001 - markedDescription('', ME).length) }, 'description'],
])('%s is said before a call, with the field', (_what, parts, field) => {
	expect(parseAccount({ ...FIELDS, ...parts })).toMatchObject({ ok: false, failure: { class: 'validation', reason: 'accountInvalid', field, nextStep: expect.any(String) } });
});

test('values at the limit go through', () => {
	const room = 4_000 - markedDescription('', ME).length - 1;
	expect(parseAccount({ ...FIELDS, code: '1234567890', name: 'x'.repeat(150), description: 'x'.repeat(room) })).toMatchObject({ ok: true });
});
