package load

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
	"github.com/privet-dev/privet/schema/rows"
	"github.com/privet-dev/privet/schema/source"
)

// loader loads the files of one set into one or more databases.
//
// Reading a statement with PostgreSQL's grammar costs a hundred times what
// splitting it does, so statements are read concurrently in batches while one
// goroutine splits and one applies the results in the order of the files.
type loader struct {
	ctx     context.Context
	readers readers
	set     source.Set
	result  *Result
	replay  replayer
	perFile map[string]int           // statements not understood
	samples map[string]*rows.Sampler // by database, "" before the first \connect
	current string
	first   int // index of the set's first database in the result
	failed  int
	read    int
}

// replayer is what the loader asks of schema/replay.
type replayer interface {
	Apply(schema.Statement)
	Databases() []*schema.Database
}

// batchSize is how many statements go to a reader at once: enough that handing
// them over costs nothing beside reading them.
const batchSize = 32

// batch is a run of neighbouring pieces of one file on its way to being read.
type batch struct {
	pieces   []source.Piece
	outcomes []outcome
	done     chan struct{}
}

func (l *loader) load() error {
	l.first = len(l.result.Databases)
	defer l.keepSamples()
	l.replay = l.readers.replay(l.set.Name, l.set.Dialect)
	for _, f := range l.set.Files {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		l.file(f)
	}
	if l.read == 0 && l.failed == 0 {
		return nil
	}
	for i, db := range l.replay.Databases() {
		db.Layout = l.set.Layout
		for _, f := range l.set.Files {
			db.Sources = append(db.Sources, f.Path)
		}
		if i == 0 && db.Name == "" {
			db.Name = l.set.Name
		}
		query.ResolveViews(db)
		l.attachRows(i, db)
		l.result.Databases = append(l.result.Databases, db)
	}
	l.doubtDialect()
	return nil
}

// doubtDialect says so when most of a set was not understood: the likeliest
// reason is that it is written in another dialect.
func (l *loader) doubtDialect() {
	if l.failed < 3 || l.failed < l.read {
		return
	}
	l.result.Notes = append(l.result.Notes, schema.Note{
		Origin:  schema.Origin{Span: schema.Span{Position: schema.Position{File: l.set.Name}}},
		Message: fmt.Sprintf("%d of %d statements were not understood as %s (the dialect is known by: %s)", l.failed, l.failed+l.read, l.set.Dialect, l.set.Why),
		Hint:    "use --dialect if the files are written for another database",
	})
}

// file reads one file to its end or to the first error of its reader.
func (l *loader) file(f source.File) {
	stream, err := f.Open()
	if err != nil {
		l.result.skip(schema.Position{File: f.Path}, "the file cannot be read: "+err.Error())
		return
	}
	defer stream.Close()
	l.result.Files++
	work, ordered := make(chan *batch), make(chan *batch, 4*runtime.GOMAXPROCS(0))
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for b := range work {
				b.outcomes = make([]outcome, len(b.pieces))
				for i := range b.pieces {
					b.outcomes[i] = l.readers.readPiece(f, &b.pieces[i], l.set.Dialect)
				}
				close(b.done)
			}
		})
	}
	var splitErr error
	go func() {
		splitErr = l.split(stream, work, ordered)
		close(work)
		close(ordered)
	}()
	for b := range ordered {
		<-b.done
		for i := range b.outcomes {
			if p := &b.pieces[i]; holdsRows(p) {
				l.sample(p, f.Position(p.Position))
				l.noteBreak(p, f.Position(p.Position))
				continue
			}
			l.apply(&b.outcomes[i])
		}
	}
	workers.Wait()
	l.closeFile(f, stream, splitErr)
}

// split cuts the stream and hands on the pieces that may change the model.
func (l *loader) split(r io.Reader, work, ordered chan<- *batch) error {
	s := source.NewSplitter(r, l.set.Dialect)
	b := &batch{done: make(chan struct{})}
	send := func() {
		if len(b.pieces) > 0 {
			ordered <- b
			work <- b
			b = &batch{done: make(chan struct{})}
		}
	}
	defer func() { send() }()
	for l.ctx.Err() == nil {
		p, err := s.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if !concernsModel(&p, l.set.Dialect) && !holdsRows(&p) {
			continue
		}
		if b.pieces = append(b.pieces, p); len(b.pieces) == batchSize {
			send()
		}
	}
	return l.ctx.Err()
}

// apply replays what was read and records what was not.
func (l *loader) apply(o *outcome) {
	if o.understood {
		l.result.Statements++
		l.read++
	}
	if o.degraded {
		l.result.Degraded++
	}
	l.follow(o.stmt.Ops)
	if len(o.stmt.Ops) > 0 {
		l.replay.Apply(o.stmt)
	}
	if o.note == nil {
		return
	}
	if o.understood {
		l.result.Notes = append(l.result.Notes, *o.note)
		return
	}
	l.failed++
	file := o.note.Origin.File
	if l.perFile[file]++; l.perFile[file] <= maxUnparsed {
		l.result.Unparsed = append(l.result.Unparsed, *o.note)
	}
}

// maxUnparsed is how many statements of one file are listed one by one; a file
// that is not SQL at all would otherwise fill the report.
const maxUnparsed = 50

func (l *loader) closeFile(f source.File, stream *source.Stream, err error) {
	at := f.Position(schema.Position{})
	at.Line, at.Column, at.Offset = 0, 0, 0
	if err != nil {
		l.result.skip(at, "the file was read only in part: "+err.Error())
	}
	if n := l.perFile[at.File]; n > maxUnparsed {
		l.result.Unparsed = append(l.result.Unparsed, schema.Note{Origin: schema.Origin{Span: schema.Span{Position: at}},
			Message: fmt.Sprintf("%d more statements of this file were not understood", n-maxUnparsed)})
	}
	if met := stream.Met().String(); met != "" {
		l.result.Notes = append(l.result.Notes, schema.Note{Origin: schema.Origin{Span: schema.Span{Position: at}}, Message: met})
	}
}
