// Markdown as React elements: no HTML of the text's becomes HTML of the page, links go only to the web and mail, and an
// image is a link to it, since no other server is ever asked for something.
import { useLingui } from "@lingui/react/macro";
import { lexer, type MarkedToken, type Token, type Tokens } from "marked";
import { createElement, Fragment, type ReactNode, useMemo } from "react";
import styles from "./Markdown.module.css";

const SAFE = /^(?:https?:|mailto:|tel:)/i;
const LOWEST_HEADING = 6;
/** Below the page's and the section's own headings. */
const HEADING_OFFSET = 2;

export function Markdown({ text }: { text: string }) {
	const tokens = useMemo(() => lexer(text, { gfm: true, breaks: true }), [text]);
	return <div className={styles.text}>{blocks(tokens)}</div>;
}

function all(tokens: readonly Token[] | undefined, show: (token: MarkedToken) => ReactNode): ReactNode {
	return tokens?.map((token, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: a token has no other name than its place
		<Fragment key={index}>{show(token as MarkedToken)}</Fragment>
	));
}

const blocks = (tokens: readonly Token[] | undefined): ReactNode => all(tokens, block);
const inlines = (tokens: readonly Token[] | undefined): ReactNode => all(tokens, inline);

function block(token: MarkedToken): ReactNode {
	switch (token.type) {
		case "space":
		case "def":
			return null;
		case "heading": {
			const level = Math.min(token.depth + HEADING_OFFSET, LOWEST_HEADING);
			return createElement(`h${level}`, { dir: "auto" }, inlines(token.tokens));
		}
		case "paragraph":
			return <p dir="auto">{inlines(token.tokens)}</p>;
		case "blockquote":
			return <blockquote dir="auto">{blocks(token.tokens)}</blockquote>;
		case "code":
			return (
				<pre dir="ltr">
					<code>{token.text}</code>
				</pre>
			);
		case "hr":
			return <hr />;
		case "list":
			return <List list={token} />;
		case "table":
			return <Table table={token} />;
		case "html":
			return <p dir="auto">{token.text}</p>;
		default:
			return inline(token);
	}
}

function inline(token: MarkedToken): ReactNode {
	switch (token.type) {
		case "text":
			return "tokens" in token && token.tokens !== undefined ? inlines(token.tokens) : token.text;
		case "escape":
			return token.text;
		case "strong":
			return <strong>{inlines(token.tokens)}</strong>;
		case "em":
			return <em>{inlines(token.tokens)}</em>;
		case "del":
			return <del>{inlines(token.tokens)}</del>;
		case "codespan":
			return <code dir="ltr">{token.text}</code>;
		case "br":
			return <br />;
		case "link":
			return <Link href={token.href}>{inlines(token.tokens)}</Link>;
		case "image":
			return <Link href={token.href}>{token.text === "" ? token.href : token.text}</Link>;
		default:
			return token.raw;
	}
}

function Link({ href, children }: { href: string; children: ReactNode }) {
	return SAFE.test(href) ? (
		<a href={href} target="_blank" rel="noopener noreferrer">
			{children}
		</a>
	) : (
		children
	);
}

function List({ list }: { list: Tokens.List }) {
	const items = list.items.map((item, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: an item has no other name than its place
		<li key={index} className={item.task ? styles.task : undefined}>
			{item.task && <Task isDone={item.checked === true} />}
			{blocks(item.tokens.filter(({ type }) => type !== "checkbox"))}
		</li>
	));
	return list.ordered ? (
		<ol dir="auto" start={list.start === "" ? 1 : list.start}>
			{items}
		</ol>
	) : (
		<ul dir="auto">{items}</ul>
	);
}

function Task({ isDone }: { isDone: boolean }) {
	const { t } = useLingui();
	return (
		<span role="img" aria-label={isDone ? t`Done` : t`To do`} className={styles.box}>
			{isDone ? "☑" : "☐"}
		</span>
	);
}

function Table({ table }: { table: Tokens.Table }) {
	const cells = (row: readonly Tokens.TableCell[], as: "th" | "td") =>
		row.map((cell, index) => createElement(as, { key: index, dir: "auto" }, inlines(cell.tokens)));
	return (
		<div className={styles.scroll}>
			<table>
				<thead>
					<tr>{cells(table.header, "th")}</tr>
				</thead>
				<tbody>
					{table.rows.map((row, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name than its place
						<tr key={index}>{cells(row, "td")}</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
