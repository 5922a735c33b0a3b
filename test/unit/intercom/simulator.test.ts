import fc from 'fast-check';
import { NodeHelpers, Workflow, type ICredentialType, type INodeTypes } from 'n8n-workflow';
import { IntercomAppOAuth2Api } from '../../../credentials/IntercomAppOAuth2Api.credentials';
import { IntercomAppTokenApi } from '../../../credentials/IntercomAppTokenApi.credentials';
import { XeroAccountingOAuth2Api } from '../../../credentials/XeroAccountingOAuth2Api.credentials';
import { simulatorBase } from '../../../lib/http/simulator';
import { intercomHost, pageUrl, recordOnPage } from '../../../lib/intercom/api/hosts';

const LOOPBACK: Array<[string, string]> = [
	['http://localhost', 'http://localhost'],
	['http://localhost:4010', 'http://localhost:4010'],
	['http://localhost:4010/', 'http://localhost:4010'],
	['https://LOCALHOST', 'https://LOCALHOST'],
	['http://127.0.0.1:80', 'http://127.0.0.1:80'],
	['http://127.255.255.254', 'http://127.255.255.254'],
	['http://[::1]:4010', 'http://[::1]:4010'],
	['http://localhost:65535', 'http://localhost:65535'],
];

const ELSEWHERE: unknown[] = [
	'',
	undefined,
	null,
	42,
	{ toString: () => 'http://localhost' },
	'http://evil.com',
	'http://127.0.0.1@evil.com',
	'http://localhost.evil.com',
	'http://localhost:80@evil.com',
	'http://user:pass@localhost',
	'http://localhost/../evil',
	'http://localhost/api',
	'http://localhost?x=1',
	'http://localhost#x',
	'http://localhost\n.evil.com',
	'http://localhost\\.evil.com',
	'http://localhost:123456',
	'http://localhost:65536',
	'http://localhost:',
	' http://localhost',
	'http://localhost ',
	'http://127.0.0.256',
	'http://127.0.0',
	'http://128.0.0.1',
	'http://0.0.0.0',
	'http://127.0.0.1.nip.io',
	'http://[::1]evil.com',
	'http://[::ffff:10.0.0.1]',
	'ftp://localhost',
	'localhost:4010',
	'//localhost',
	'javascript://localhost',
	'http://evil.com/http://localhost',
];

test.each(LOOPBACK)('%s is a simulator', (value, base) => {
	expect(simulatorBase(value)).toBe(base);
});

test.each(ELSEWHERE.map((value) => [value]))('%j is none', (value) => {
	expect(simulatorBase(value)).toBeNull();
	expect(intercomHost('eu', value).api).toBe('https://api.eu.intercom.io');
});

test('a person opens a record in the region of the workspace, and nothing where the workspace is not known', () => {
	expect(pageUrl({ region: 'au', simulatorUrl: '' }, 'ab12', 'users', 'c1')).toBe('https://app.au.intercom.com/a/apps/ab12/users/c1');
	expect(pageUrl({ region: 'EU', simulatorUrl: '' }, 'ab12', 'companies', 'co1')).toBe('https://app.eu.intercom.com/a/apps/ab12/companies/co1');
	expect(pageUrl({ region: 'us', simulatorUrl: '' }, '', 'users', 'c1')).toBe('');
});

test('the address of a page leads back to its record, whatever a person sees there; other texts lead nowhere', () => {
	const id = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 });
	fc.assert(
		fc.property(id, fc.constantFrom('us', 'eu', 'au'), fc.constantFrom('users', 'companies'), fc.constantFrom('', '/', '/all-conversations', '?view=1', '#top'), (record, region, page, rest) => {
			expect(recordOnPage(`${pageUrl({ region }, 'ab12cd34', page, record)}${rest}`)).toBe(record);
			expect(recordOnPage(record)).toBeUndefined();
			expect(recordOnPage(`${record}@acme.example`)).toBeUndefined();
		}),
	);
	expect(recordOnPage('https://app.intercom.com/a/apps/ab12cd34/users/segments/all-users')).toBeUndefined();
});

test('whatever passes, a URL parser finds a loopback host and nothing else in it', () => {
	const parts = fc.array(fc.constantFrom('http://', 'https://', 'localhost', '127.0.0.1', '[::1]', '@', ':', '80', '/', '.', 'evil.com', '?', '#', '\\', '%'), { maxLength: 7 });
	fc.assert(
		fc.property(parts, (pieces) => {
			const base = simulatorBase(pieces.join(''));
			if (base === null) return;
			const url = new URL(base);
			expect(url.hostname).toMatch(/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/);
			expect([url.username, url.password, url.pathname, url.search, url.hash]).toEqual(['', '', '/', '', '']);
		}),
		{ numRuns: 5_000 },
	);
});

/** What n8n's own expression engine makes of a credential's hidden URL fields. */
function resolved(type: ICredentialType, data: Record<string, unknown>): Record<string, unknown> {
	const nodeTypes = { getByName: noNode, getByNameAndVersion: noNode, getKnownTypes: () => ({}) } as unknown as INodeTypes;
	const node = { id: 'c', name: 'Credential', type: 'x', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const fields = NodeHelpers.getNodeParameters(type.properties, data as never, true, false, null, null) ?? {};
	const test = type.test ? { baseURL: type.test.request.baseURL } : {};
	const keys = { $credentials: fields } as never;
	return workflow.expression.getComplexParameterValue(node, { ...fields, ...test } as never, 'internal', keys, undefined, undefined, fields as never) as Record<string, unknown>;
}
const noNode = () => ({ description: { properties: [] } });

const intercomOAuth = new IntercomAppOAuth2Api();
const intercomToken = new IntercomAppTokenApi();
const xero = new XeroAccountingOAuth2Api();

const INTERCOM_URLS = {
	us: { authUrl: 'https://app.intercom.com/oauth', accessTokenUrl: 'https://api.intercom.io/auth/eagle/token' },
	eu: { authUrl: 'https://app.eu.intercom.com/oauth', accessTokenUrl: 'https://api.eu.intercom.io/auth/eagle/token' },
	au: { authUrl: 'https://app.au.intercom.com/oauth', accessTokenUrl: 'https://api.au.intercom.io/auth/eagle/token' },
};
const XERO_URLS = { authUrl: 'https://login.xero.com/identity/connect/authorize', accessTokenUrl: 'https://identity.xero.com/connect/token' };

test.each(Object.entries(INTERCOM_URLS))('Intercom in the region %s signs in at its own hosts', (region, urls) => {
	expect(resolved(intercomOAuth, { region })).toMatchObject(urls);
	expect(resolved(intercomToken, { region })).toMatchObject({ baseURL: urls.accessTokenUrl.replace('/auth/eagle/token', '') });
});

test('Xero signs in at its own hosts, with a scope that is visible and can be edited', () => {
	expect(resolved(xero, {})).toMatchObject({ ...XERO_URLS, scope: 'offline_access accounting.contacts accounting.settings.read', authentication: 'header' });
	expect(xero.properties.find(({ name }) => name === 'scope')?.type).toBe('string');
});

test.each(LOOPBACK)('the simulator %s takes the place of every host, the paths stay', (simulatorUrl, base) => {
	expect(resolved(intercomOAuth, { simulatorUrl })).toMatchObject({ authUrl: `${base}/oauth`, accessTokenUrl: `${base}/auth/eagle/token` });
	expect(resolved(intercomToken, { simulatorUrl })).toMatchObject({ baseURL: base });
	expect(resolved(xero, { simulatorUrl })).toMatchObject({ authUrl: `${base}/identity/connect/authorize`, accessTokenUrl: `${base}/connect/token` });
});

test.each(ELSEWHERE.filter((value) => typeof value === 'string').map((value) => [value]))('the expressions ignore the address %j', (simulatorUrl) => {
	expect(resolved(intercomOAuth, { simulatorUrl, region: 'au' })).toMatchObject(INTERCOM_URLS.au);
	expect(resolved(intercomToken, { simulatorUrl })).toMatchObject({ baseURL: 'https://api.intercom.io' });
	expect(resolved(xero, { simulatorUrl })).toMatchObject(XERO_URLS);
});

test.each([
	[intercomOAuth, ['previousClientSecret', 'clientSecret']],
	[intercomToken, ['accessToken', 'clientSecret', 'previousClientSecret']],
])('every secret of $name is masked', (type, secrets) => {
	const masked = type.properties.filter(({ typeOptions }) => typeOptions?.password === true).map(({ name }) => name);
	expect(masked).toEqual(secrets);
});
