package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/word"
)

// patience is how long a run may take before it says what it does: a quick one
// should not flicker.
const patience = 500 * time.Millisecond

// progress shows one line on standard error while a person waits, and erases it.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil: nobody watches
	timer *time.Timer
	name  string
	shown bool
	lang  phrase.Lang
}

// progress starts the clock; it shows nothing unless standard error is a
// terminal.
func (a *app) progress() *progress {
	p := &progress{lang: a.spoken}
	if watched, _ := terminal(a.err); watched {
		p.w = a.err
		p.timer = time.AfterFunc(patience, p.show)
	}
	return p
}

// stage names what is done now.
func (p *progress) stage(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name = name
	if p.shown {
		p.print()
	}
}

func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown = true
	p.print()
}

func (p *progress) print() { fmt.Fprintf(p.w, "\r\x1b[Kprivet: %s ...", word.Note(p.name, p.lang)) }

// stop erases the line.
func (p *progress) stop() {
	if p.w == nil {
		return
	}
	p.timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
