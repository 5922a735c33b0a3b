export function addNotes(canvas) {
	canvas.note('Start Here', [-560, -420], [480, 760], `## Intercom to Xero: company sync
Each Intercom company becomes one Xero contact, found by ABN, then domain, then billing email; its people stand under it.

**With Contact Sync** (recommended): choose the credentials and publish; leave **Settings** and **Every Night** as they are. *Contact Sync* calls it with companies that changed, retries what failed and tells you when a person is needed. There, set *billTo* to company.

**Alone:** enable **Every Night** and fill in **Settings**: every night all companies that changed are synced, and who waits for a person is told once. The hour is that of the workflow's time zone (menu, *Settings*, *Timezone*; n8n's own is New York unless set).

**1. Credentials** Choose your Intercom credential in **Read the Company**, **List Companies** and **Store the Xero Reference**, and your Xero credential in **Create or Update in Xero**.

**2. Publish** this workflow.

*alertUrl* is typed in (no expression), so that it is known even when this workflow stops.`, 7);
	canvas.note('Start Note', [-40, -420], [840, 940], '### 1. Called, or every night\nWhat Contact Sync hands over counts before **Settings**.', 4);
	canvas.note('Pipeline Note', [840, -420], [1740, 780], `### 2. Read, map, find, write, remember
Phones, addresses, ABN, billing email and parent company come from custom attributes of the company: see **Map to Xero Fields**. Anything doubtful leaves by **Review** and changes nothing.`, 4);
	canvas.note('Answer Note', [2600, -540], [460, 1000], '### 3. How it went\nThe last node: its items go back to *Contact Sync*.', 4);
	canvas.note('Alone Note', [580, 540], [2860, 560], '### 4. Alone: page by page, and who waits is told once', 3);
	canvas.note('Stop Note', [-40, 1120], [1420, 240], '### 5. When this workflow itself stops', 3);
}
