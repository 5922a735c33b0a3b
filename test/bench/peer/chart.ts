import { writeFileSync } from 'node:fs';
import { init } from 'echarts';

/** Calls of Xero for so many contacts, as a table of docs/benchmarks.md says it. */
export interface Grown {
	contacts: number;
	/** Null: it did not come to its end. */
	peer: number | null;
	ours: number;
	least: number;
}

const ROW = /^\| calls of Xero \| ([\d,]+)( until then)? \| ([\d,]+) \([^|]*\| ([\d,]+) \|$/m;
const BLOCK = /<!-- bench:peer (\d+) -->([^]*?)<!-- end of bench:peer \1 -->/g;
/** To be read on a white page and on a black one. */
const GREY = '#808890';
const SERIES = [['built-in nodes', 'peer', '#d9542b'], ['ours', 'ours', '#2b7fd9'], ['the least there can be', 'least', GREY]] as const;

/** What the tables of the document say, the smallest first; of one that is empty nothing. Pure. */
export function grownIn(document: string): Grown[] {
	const number = (text: string) => Number(text.replaceAll(',', ''));
	return [...document.matchAll(BLOCK)].flatMap(([, contacts = '', table = '']) => {
		const [, peer, cutShort, ours, least] = ROW.exec(table) ?? [];
		return peer === undefined || ours === undefined || least === undefined ? [] : [{ contacts: Number(contacts), peer: cutShort === undefined ? number(peer) : null, ours: number(ours), least: number(least) }];
	}).sort((a, b) => a.contacts - b.contacts);
}

/** How calls grow with contacts, both in powers of ten; each point has its number. Pure. */
export function chartOf(grown: readonly Grown[]): string {
	const chart = init(null, null, { renderer: 'svg', ssr: true, width: 760, height: 380 });
	try {
		const axis = { type: 'log' as const, axisLine: { lineStyle: { color: GREY } }, splitLine: { lineStyle: { color: GREY, opacity: 0.25 } } };
		const words = (value: number) => value.toLocaleString('en-AU');
		chart.setOption({
			animation: false, backgroundColor: 'transparent', textStyle: { fontFamily: 'sans-serif', color: GREY },
			legend: { top: 4, textStyle: { color: GREY } }, grid: { left: 64, right: 48, top: 44, bottom: 44 },
			xAxis: { ...axis, name: 'contacts of Intercom', nameLocation: 'middle', nameGap: 28, min: 500, max: 200_000, axisLabel: { color: GREY, formatter: words } },
			yAxis: { ...axis, name: 'calls of Xero', nameTextStyle: { color: GREY }, min: 10, axisLabel: { color: GREY, formatter: words } },
			series: SERIES.map(([name, key, color]) => ({
				type: 'line', name, symbolSize: 8, itemStyle: { color }, lineStyle: { color, width: 2, type: key === 'least' ? 'dashed' : 'solid' },
				label: { show: true, position: key === 'least' ? 'bottom' : 'top', color, formatter: ({ value }: { value: [number, number] }) => words(value[1]) },
				data: grown.flatMap((one) => (one[key] === null ? [] : [[one.contacts, one[key]]])),
			})),
		});
		return chart.renderToSVGString();
	} finally {
		chart.dispose();
	}
}

/** Draws what the document says into a file. */
export function drawGrowth(document: string, file: string): void {
	writeFileSync(file, `${chartOf(grownIn(document))}\n`);
}
