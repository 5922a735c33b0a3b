import { ledgerPlace } from '../../../../lib/ledger/store/place';

const nodeType = 'n8n-nodes-intercom-xero.syncLedger';
const before = process.env.N8N_USER_FOLDER;

afterEach(() => {
	if (before === undefined) delete process.env.N8N_USER_FOLDER;
	else process.env.N8N_USER_FOLDER = before;
});

it("lies in n8n's own folder by default, found as n8n finds it", () => {
	process.env.N8N_USER_FOLDER = '/data';
	expect(ledgerPlace({ ledger: 'Acme', nodeType })).toEqual({ store: 'sqlite', path: `/data/.n8n/storage/${nodeType}/acme.sqlite` });
	delete process.env.N8N_USER_FOLDER;
	expect(ledgerPlace({ ledger: '', nodeType })).toEqual({ store: 'sqlite', path: `${process.env.HOME}/.n8n/storage/${nodeType}/default.sqlite` });
});

it('lies where the user says, by a whole path only', () => {
	expect(ledgerPlace({ ledger: 'a', nodeType, path: '/mnt/l.sqlite' })).toEqual({ store: 'sqlite', path: '/mnt/l.sqlite' });
	expect(() => ledgerPlace({ ledger: 'a', nodeType, path: 'l.sqlite' })).toThrow(/where n8n was started/);
});

it('has a schema of its own in PostgreSQL', () => {
	const credential = { host: 'db', database: 'n8n', user: 'u', password: 'p' };
	expect(ledgerPlace({ ledger: 'default', nodeType, credential })).toMatchObject({ store: 'postgres', host: 'db', port: 5432, tls: 'off', schema: 'intercom_xero' });
	expect(ledgerPlace({ ledger: 'Acme', nodeType, credential })).toMatchObject({ schema: 'intercom_xero_acme' });
	expect(ledgerPlace({ ledger: 'acme', nodeType, credential, schema: 'Mine' })).toMatchObject({ schema: 'Mine' });
});

it.each(['../up', 'a/b', 'ä', 'x'.repeat(41), '-a', 'a.b'])('refuses the name %s, which could be no file or schema', (ledger) => {
	expect(() => ledgerPlace({ ledger, nodeType })).toThrow(expect.objectContaining({ name: 'LedgerProblem', nextStep: expect.stringMatching(/letters/) }));
});
