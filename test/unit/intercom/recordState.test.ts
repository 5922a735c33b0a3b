import { recordState } from '../../../lib/intercom/contacts/recordState';
import { contactBody, errorList, scriptedIntercom } from './scriptedIntercom';

const THERE = { body: contactBody('own') };
const NONE = { status: 404, body: errorList('not_found', 'User Not Found') };
const MERGED = { status: 410, headers: { link: '</contacts/winner>; rel="canonical"' }, body: errorList('contact_merged') };
const COMPANY = { body: { type: 'company', id: 'x', company_id: 'x', name: 'X', created_at: 1, updated_at: 1, custom_attributes: {} } };
const DOWN = { status: 401, body: errorList('unauthorized') };

test.each<[string, Record<string, object>, object]>([
	['there', { 'GET /contacts/x': { body: contactBody('x', { email: 'New@Example.com' }) } }, { state: 'present', email: 'new@example.com', isLead: false }],
	['there without an email', { 'GET /contacts/x': { body: contactBody('x', { email: null }) } }, { state: 'present', email: '', isLead: false }],
	['there as a lead', { 'GET /contacts/x': { body: contactBody('x', { role: 'lead', email: 'new@example.com' }) } }, { state: 'present', email: 'new@example.com', isLead: true }],
	['there as a company', { 'GET /contacts/x': NONE, 'GET /companies/x': COMPANY }, { state: 'unknown' }],
	['merged into another', { 'GET /contacts/x': MERGED }, { state: 'merged', winnerId: 'winner' }],
	['gone, in a workspace that knows our own record', { 'GET /contacts/x': NONE, 'GET /companies/x': NONE, 'GET /contacts/own': THERE }, { state: 'gone' }],
	['unknown like our own record: another workspace', { 'GET /contacts/x': NONE, 'GET /companies/x': NONE, 'GET /contacts/own': NONE }, { state: 'unknown' }],
	['not answered for', { 'GET /contacts/x': DOWN }, { state: 'unknown' }],
	['not answered for as a company', { 'GET /contacts/x': NONE, 'GET /companies/x': DOWN }, { state: 'unknown' }],
])('a record that is %s', async (_, routes, expected) => {
	const { connection } = scriptedIntercom(routes);
	expect(await recordState('x', { id: 'own', isCompany: false }, connection)).toEqual(expected);
});

test('a company proves its workspace as a company', async () => {
	const { connection } = scriptedIntercom({ 'GET /contacts/x': NONE, 'GET /companies/x': NONE, 'GET /companies/own': COMPANY });
	expect(await recordState('x', { id: 'own', isCompany: true }, connection)).toEqual({ state: 'gone' });
});
