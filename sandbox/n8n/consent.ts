import { isConnected, type CredentialReference } from './credentials';
import type { N8nSession } from './session';

/**
 * Connects a stored OAuth credential over the same addresses as the editor's Connect button, without a browser: n8n's
 * link to the vendor, the vendor's consent page with everything that is ticked there, Allow, and the way back to n8n.
 * For tests that are not about this dialog; `Editor.connect` is for those that are.
 * @param at where the vendor is, for a credential whose addresses are fixed
 */
export async function connectWithoutBrowser(session: N8nSession, credential: CredentialReference, at: (address: string) => string = (address) => address): Promise<void> {
	const address = at(await session.request<string>('GET', `/oauth2-credential/auth?id=${credential.id}`));
	const shown = await fetch(address);
	const html = await shown.text();
	if (!shown.ok) throw new Error(`The consent page for ${credential.name} answered ${shown.status}: ${html.slice(0, 500)}`);
	const { action, fields } = consentForm(html);
	fields.append('decision', 'allow');
	const agreed = await fetch(new URL(action, address), { method: 'POST', body: fields, redirect: 'manual' });
	const back = agreed.headers.get('location');
	if (back === null) throw new Error(`Allow for ${credential.name} answered ${agreed.status}: ${(await agreed.text()).slice(0, 500)}`);
	await fetch(back, { headers: session.headers });
	if (!(await isConnected(session, credential))) throw new Error(`n8n did not connect ${credential.name}`);
}

/** The form of {@link consentPage}: hidden fields, and the choices that are ticked. */
function consentForm(html: string): { action: string; fields: URLSearchParams } {
	const fields = new URLSearchParams();
	for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
		if (/type="hidden"| checked/.test(tag)) fields.append(attribute(tag, 'name'), attribute(tag, 'value'));
	}
	return { action: attribute(/<form [^>]*>/.exec(html)?.[0] ?? '', 'action'), fields };
}

function attribute(tag: string, name: string): string {
	const written = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
	return written.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
