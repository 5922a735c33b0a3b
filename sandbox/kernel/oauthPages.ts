/** What a consent page shows and where its two buttons lead. */
export interface ConsentPage {
	vendor: string;
	appName: string;
	/** What the app may do, one line each. */
	permissions: string[];
	/** What the user may choose from (organisations, workspaces); all are ticked at first. */
	choices: Array<{ id: string; label: string }>;
	/** The form's own path; it is POSTed there with these fields, `choice` (repeated) and `decision` allow|deny. */
	action: string;
	fields: Record<string, string>;
	/** One organisation only (radio buttons) instead of several. */
	single?: boolean;
}

/** A plain consent page: a button with id `allow`, one with id `deny`, choices with id `choice-<id>`. */
export function consentPage(page: ConsentPage): string {
	const hidden = Object.entries(page.fields).map(
		([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
	);
	return pageOf(page.vendor, `<p><strong>${escapeHtml(page.appName)}</strong> asks for access:</p>
<ul>${page.permissions.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>
<form method="post" action="${escapeHtml(page.action)}">${hidden.join('')}
${page.choices.map((choice, index) => choiceHtml(choice, page.single === true, index)).join('')}
<p><button id="allow" name="decision" value="allow">Allow</button><button id="deny" name="decision" value="deny">Deny</button></p>
</form>`);
}

/** A page that says why the vendor refuses to ask. */
export function refusalPage(vendor: string, message: string): string {
	return pageOf(vendor, `<p id="refusal">${escapeHtml(message)}</p>`);
}

function pageOf(vendor: string, content: string): string {
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(vendor)} sandbox</title>
<style>body{font:16px system-ui;max-width:32rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem;margin-right:1rem}</style></head>
<body><main><h1>${escapeHtml(vendor)} (sandbox)</h1>
${content}</main></body></html>`;
}

export function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function choiceHtml(choice: { id: string; label: string }, single: boolean, index: number): string {
	const type = single ? 'radio' : 'checkbox';
	const checked = !single || index === 0 ? ' checked' : '';
	const id = escapeHtml(choice.id);
	return `<p><label><input type="${type}" name="choice" id="choice-${id}" value="${id}"${checked}> ${escapeHtml(choice.label)}</label></p>`;
}
