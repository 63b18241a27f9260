package frame

import "github.com/fatih/color"

// Palette paints parts of a report for one writer. fatih/color decides by
// standard output alone; a report may go to a file while standard output is a
// terminal, so each palette is switched on or off by itself.
type Palette struct {
	Error, Warning, Note, Info *color.Color // by severity
	Gutter                     *color.Color // line numbers and bars
	Strong                     *color.Color // messages
	Faint                      *color.Color // paths and asides
}

// NewPalette returns a palette that paints, or one that leaves text as it is.
func NewPalette(on bool) *Palette {
	paint := func(attrs ...color.Attribute) *color.Color {
		c := color.New(attrs...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c
	}
	return &Palette{
		Error:   paint(color.FgRed, color.Bold),
		Warning: paint(color.FgYellow, color.Bold),
		Note:    paint(color.FgCyan, color.Bold),
		Info:    paint(color.FgGreen, color.Bold),
		Gutter:  paint(color.FgBlue, color.Bold),
		Strong:  paint(color.Bold),
		Faint:   paint(color.Faint),
	}
}
