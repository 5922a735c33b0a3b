import { checkAnswer, checkRequest, specPresent } from '../../../sandbox/kernel/specCheck';

const xero = { vendor: 'xero' as const, path: '/api.xro/2.0/Contacts' };

describe('requests against the vendors’ own specifications', () => {
	const cases: Array<[string, Parameters<typeof checkRequest>[0], RegExp | null]> = [
		['a good create', { ...xero, method: 'PUT', query: { summarizeErrors: 'false' }, body: { Contacts: [{ Name: 'A' }] } }, null],
		['a list of ids', { ...xero, method: 'GET', query: { IDs: `${'0'.repeat(8)}-0000-0000-0000-000000000000`, page: '1' } }, null],
		['an id that is none', { ...xero, method: 'GET', query: { IDs: 'x' } }, /IDs.*uuid/],
		['an unknown parameter', { ...xero, method: 'GET', query: { filter: 'x' } }, /filter is not in the specification/],
		['a page that is no number', { ...xero, method: 'GET', query: { page: 'x' } }, /page: .* integer/],
		['an unknown path', { ...xero, method: 'GET', path: '/api.xro/2.0/Kontakts' }, /not in the specification/],
		['a method that the path lacks', { ...xero, method: 'DELETE' }, /not in the specification/],
		['a misspelt field', { ...xero, method: 'PUT', body: { Contacts: [{ name: 'A' }] } }, /additional properties: name/],
		['a read-only field', { ...xero, method: 'PUT', body: { Contacts: [{ Name: 'A', Website: 'x' }] } }, /Website/],
		['a name too long', { ...xero, method: 'PUT', body: { Contacts: [{ Name: 'A'.repeat(256) }] } }, /255 characters/],
		['an unknown slot', { ...xero, method: 'POST', body: { Contacts: [{ Phones: [{ PhoneType: 'HOME' }] }] } }, /allowed values/],
		['identity, which has no document here', { vendor: 'xero', method: 'POST', path: '/connect/token' }, null],
		['an Intercom read', { vendor: 'intercom', method: 'GET', path: '/contacts/abc' }, null],
		['an Intercom path that is none', { vendor: 'intercom', method: 'GET', path: '/kontakts' }, /not in the specification/],
	];

	it.each(cases)('judges %s', (_name, request, problem) => {
		const problems = checkRequest(request);
		// Absent documents object to nothing; specPresent has warned loudly.
		if (problem === null || !specPresent(request.vendor)) expect(problems).toEqual([]);
		else expect(problems.join('\n')).toMatch(problem);
	});

	it('sees an answer that breaks the schema', () => {
		const answer = { Contacts: [{ ContactID: 'no guid' }] };
		const problems = checkAnswer({ ...xero, method: 'GET', status: 200, answer }).join();
		expect(problems).toMatch(specPresent('xero') ? /uuid/ : /^$/);
	});
});
