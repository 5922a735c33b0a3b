import { Editor } from '../../../sandbox/n8n/editor';
import { N8nInstance } from '../../../sandbox/n8n/instance';
import { installOurPackage } from '../../../sandbox/n8n/packageInstall';

/** An n8n with the package and nothing else in it, and its editor. */
export interface OpenEditor {
	n8n: N8nInstance;
	editor: Editor;
	close(): Promise<void>;
}

export async function openEditor(): Promise<OpenEditor> {
	const n8n = await N8nInstance.create();
	try {
		await installOurPackage(n8n);
		await n8n.start();
		const editor = await Editor.open(n8n);
		return {
			n8n,
			editor,
			close: async () => {
				await editor.close();
				await n8n.dispose();
			},
		};
	} catch (error) {
		await n8n.dispose();
		throw error;
	}
}
