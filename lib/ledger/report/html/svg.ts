import { init, type EChartsOption } from 'echarts';
import { Markup } from './markup';

/**
 * Colours by what they stand for. echarts reckons with colours, so it draws with these, which occur nowhere else; in the
 * drawing each becomes a variable of the style sheet, and the page has the right one by light and by dark.
 */
export const INK = { text: '#010203', line: '#010204', created: '#010205', updated: '#010206', review: '#010207', failed: '#010208', removed: '#010209', calls: '#01020a', half: '#01020b', most: '#01020c' } as const;

/** A chart as an SVG that stands in HTML: no script, no style of its own, no address; its size is that of its frame. Pure. */
export function drawing(option: EChartsOption, width: number, height: number, name: string): Markup {
	const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
	try {
		chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit', color: INK.text }, ...option });
		return new Markup(cleaned(chart.renderToSVGString(), name));
	} finally {
		chart.dispose();
	}
}

/** What echarts adds for a page with its script goes; the numbers stand in a table beside it, so nobody needs to hear the drawing. */
function cleaned(svg: string, name: string): string {
	const bare = svg.replace(/<style[^]*?<\/style>/g, '').replace(/ (?:class|ecmeta_\w+|xmlns:xlink|xmlns|version|baseProfile|pointer-events)="[^"]*"/g, '');
	// What echarts fills though it has no surface.
	const hollow = bare.replaceAll('"#000"', '"none"');
	const coloured = Object.entries(INK).reduce((text, [what, hex]) => text.replaceAll(`"${hex}"`, `"var(--${what})"`), hollow);
	return coloured.replace(/^<svg width="\d+" height="\d+"/, `<svg class="${name}" aria-hidden="true" focusable="false"`).replace(/\n/g, '');
}
