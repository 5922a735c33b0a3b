/** The sticky notes: what a stranger needs to set it up, and what each part does. */
export function addNotes(canvas) {
	canvas.note('Start Here', [-580, -420], [480, 760], `## Intercom to Xero: contact sync
Keeps Xero contacts up to date with Intercom, by itself: live changes within seconds, what failed is tried again, what was missed is found, and you hear only when a person is needed.

**1. Setup** Run the workflow *Setup* once by hand: it makes the tables and the Intercom attributes, checks everything and sends a test alert.

**2. Credentials** Choose your Intercom credential in **Intercom Trigger**, **Find Changed Contacts**, **Read a Page**, **Look at It Directly**, **List Companies**, **Read the Contact**, **When Did It Change Last?**, **Store the Xero Reference** and **Store It on the Company**, and your Xero credential in **Create or Update in Xero** and **Note or Archive in Xero**.

**3. Settings** Open **Settings**: where alerts go, and the rest only if you want something else.

**4. Time zone** Menu, *Settings*, *Timezone*: **Every Night** runs at 03:40 there. Without one it is n8n's own (New York, unless *GENERIC_TIMEZONE* is set); *Setup* says which is in force.

**5. Publish** Then enter the **Production URL** of **Intercom Trigger** in Intercom's Developer Hub (your app, Configure, Webhooks) and subscribe to the topics listed in that node.

**Billing companies?** Set *billTo* to company, import and publish *Company Sync*, and put its ID (the end of its address in the browser) into *companyWorkflow*.

One Intercom app has one webhook address: only one workflow may hold its trigger.

The order of branches is from top to bottom: keep rows above alerts when you move nodes.`, 7);
	canvas.note('Start Note', [-60, -420], [1420, 1440], `### 1. Starts
**Settings** holds everything you may change:
- *label*: part of the table names. Another client in the same n8n gets another label. No \`_\` and no \`%\`.
- *alertChannel*: slack, teams, discord or json; *alertUrl*: its webhook address, typed in (no expression), so that it is known even when this workflow stops.
- *organisationId*, *workspaceId*: needed only when a credential sees several organisations; also keeps the tables' rows if you import this workflow anew.
- *billTo*: person (each contact is a Xero contact) or company (each company is one, its contacts are its people); *companyWorkflow*: ID of *Company Sync*, which company needs.
- *whenDeleted*: what happens in Xero when a contact was deleted or archived in Intercom: leave, tell (you get an alert), note (in the contact's history) or archive, which Xero's API cannot undo. Where companies are billed, only leave and tell do something.
- *audit...*: see the audit table; values are hidden unless switched on.
- *retryMinutes*: when a failed contact is tried again; after the last one it is parked and you are told.`, 4);
	canvas.note('Tables Note', [220, 1040], [1140, 220], '### Tables are made when they are missing', 4);
	canvas.note('Sources Note', [1420, -420], [1320, 1880], `### 2. Who is to be synced
Live changes, what is due in the queue, and hourly whatever Intercom forgot to tell. While Xero refuses, live changes wait in the queue and one contact a minute tries whether it works again.`, 4);
	canvas.note('Sweep Note', [1420, 1480], [1320, 1160], '### 3. The nightly sweep: who is gone, and who changed a segment\nGone: two whole sweeps and a direct look, then the deletion policy. Segments: those that the mapper uses; Intercom sends nothing when a contact enters or leaves one.', 4);
	canvas.note('Companies Note', [1420, 2660], [1320, 400], '### Companies by night, where they are billed', 4);
	canvas.note('Pipeline Note', [2760, -580], [2180, 1120], `### 4. Read, map, find, write
The contact is read fresh. Nothing mapped has changed since the last sync: no call to Xero. Anything doubtful leaves by **Review** and changes nothing.`, 4);
	canvas.note('Gone Note', [2760, 560], [2180, 800], `### Who left Intercom
Merged: the contact that lives on is synced. Deleted or archived: what *whenDeleted* says. One that changed after it was archived may be back: it waits until Intercom's search, a quarter of an hour later, is sure to know. A notification that comes after that of the deletion is no failure.`, 4);
	canvas.note('Companies Billed Note', [2760, 1380], [2180, 420], '### Companies, where they are billed\n*Company Sync* gets them all at once and says of each how it went.', 4);
	canvas.note('Remember Note', [4960, -420], [1640, 720], `### 5. Remember
The last sync is kept, queue row, review and alerts of the contact are closed, the reference is stored in Intercom, and the audit log gets its line.`, 4);
	canvas.note('Review Note', [4960, 320], [1640, 240], '### 6. A person decides\n**Review** names the reason, the candidates and the three ways out.', 3);
	canvas.note('Retry Note', [4960, 580], [1640, 380], '### 7. Try again later, or park\nThe queue keeps the ID, the reason and its message, which may quote the value that was refused; so do alerts.', 3);
	canvas.note('Recovery Note', [4960, 980], [1640, 360], '### 8. It works again\nThe first contact that Xero takes closes the alert, and what waited is due at once.', 5);
	canvas.note('Alerts Note', [4960, 1360], [3220, 880], `### 9. Alerts: once per change of state
A row in the alert list says that somebody was told. A channel that refuses makes the execution fail, and is tried again later. **Post to Slack** and **Send an Email** are ready: enable one and choose a credential.`, 3);
	canvas.note('Stop Note', [-60, 1300], [1420, 300], '### 10. When this workflow itself stops\nTold once a day for the same node and error, on a way that shares no node with the rest.', 3);
}
