// Package audit writes the report that a web agency hands to a shop owner: one
// self-contained HTML file in Dutch or English, with its charts as inline SVG.
//
// The reader is no lawyer and no developer. The report answers, in this order:
// is it safe to go live, what must be done and by whom, what does the owner have
// to arrange, and what was not looked at. It has sixteen sections; those that a
// scanner cannot fill are questions to the owner, so that nothing is passed over
// in silence.
//
// The file works from a USB stick: no server, no network, no fonts. A strict
// Content-Security-Policy allows exactly the one style sheet and the one script
// in it, by digest; without the script all content is there, only filtering and
// sorting are not. Names from the scanned project are untrusted: html/template
// escapes them, and control and direction-changing characters are spelled out
// before (see visible).
package audit
