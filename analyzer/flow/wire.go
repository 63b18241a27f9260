package flow

import (
	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// What a package tells the packages that import it. go vet hands facts to direct
// importers only and keys its cache by their bytes, so a package carries upward
// what an indirect importer may need (methods, which are called on values; what
// fields hold), and everything is slices in a fixed order: the same package
// always writes the same bytes.
type wire struct {
	Packages  []string       // import paths of the module's packages that are spoken of
	Functions []wireFunction // by name
	Sites     []wireSite     // where parameters of Functions end up
	Heap      []wireHeap     // what fields hold
	Texts     []wireText     // package variables that are set to constant strings once
	Concrete  []string       // types seen put into interfaces, as in "*example.org/shop.Store"
	Reported  []Reported     // what was reported of Sites already
	Hooked    []string       // fields of ent that hooks set, wherever a builder sets them
}

// wireFunction is the summary of one function.
type wireFunction struct {
	Name      string // as (*types.Func).FullName
	Method    bool
	Flows     []wireFlow
	Reached   []wireReach
	Heaps     []wireHeap
	Deferred  []wireDeferred
	Comparing []wireComparing
	Says      []wireTaint     // what the text of an error that it returns is made of
	Proves    []wireProof     // what of its parameters it refuses unless it is a password hash
	Lost      []int           // parameters whose address code that is not seen gets
	Returns   []bind.Template // what its first result is, where that is constant text
	Stops     bool            // it never comes back
}

// telling reports whether a caller learns anything from the summary.
func (w *wireFunction) telling() bool {
	return len(w.Flows)+len(w.Reached)+len(w.Heaps)+len(w.Deferred)+len(w.Comparing)+len(w.Says)+len(w.Proves)+len(w.Lost)+len(w.Returns) > 0 || w.Stops
}

type wireTaint struct {
	Label label
	Steps []wireStep
}

type wireStep struct {
	Span schema.Span
	Text phrase.Text
}

type wireProof struct {
	Index int
	Path  string
}

type wireFlow struct {
	Result bool
	Index  int
	Path   string
	Empty  bool
	Taint  wireTaint
}

type wireReach struct {
	Site  int
	Taint wireTaint
}

// wireComparing is a comparison of what callers hand over: the sites it may turn
// out to be, and what is on its sides.
type wireComparing struct {
	Equal, Verify int
	X, Y          []wireTaint
	Login         bool
}

type wireHeap struct {
	Owner, Field string
	Taint        wireTaint
}

type wireSite struct {
	Text  phrase.Text
	Event usage.Event

	Passwords  bool
	IfCompared bool
}

type wireDeferred struct {
	Callee string
	Depth  int
	Args   []wireArg
}

// wireArg is an argument of a library call that the caller completes: one of the
// wrapper's parameters, or text the wrapper knows.
type wireArg struct {
	Param int
	Rest  bool
	Known []bind.Template
}

type wireText struct {
	Variable string // import path and name
	Text     []bind.Template
}

// Reported is a finding a package has reported: its importers, who may see the
// same place reached, do not report it again.
type Reported struct {
	Rule     string
	Position schema.Position
}
