import type { FastifyReply } from 'fastify';
import { escapeHtml, refusalPage } from './oauthPages';

export type RecordLines = Record<string, string | number | boolean | null | undefined>;

/**
 * A page of a vendor's own web app, to which links of the sync lead, as a plain list of what the record holds; for people, who
 * need no token here.
 * @param lines null: there is no such record
 */
export async function sendRecordPage(reply: FastifyReply, vendor: string, what: string, lines: RecordLines | null): Promise<FastifyReply> {
	void reply.type('text/html; charset=utf-8');
	if (lines === null) return await reply.code(404).send(refusalPage(vendor, `${what} not found: it was deleted, or is of another ${vendor === 'Xero' ? 'organisation' : 'workspace'}.`));
	const rows = Object.entries(lines).map(([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(String(value ?? ''))}</td></tr>`);
	return await reply.send(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${vendor} sandbox</title>
<style>body{font:16px system-ui;max-width:48rem;margin:3rem auto;padding:0 1rem}th{text-align:left;padding-right:2rem;font-weight:600}td{overflow-wrap:anywhere}</style></head>
<body><main><h1>${what} (${vendor} sandbox)</h1><table id="record">${rows.join('')}</table></main></body></html>`);
}
