package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
)

// library is the models' view with what flow looks up often.
type library struct {
	*models.Table
	origins  memo[types.Type, origin]
	messages memo[fieldOwner, bool]
}

var originNames = map[string]origin{"request": fromRequest, "env": fromEnv, "file": fromFile, "random": fromRandom}

// sourceOfType returns the origin of every value of a type: an HTTP request is
// one wherever it turns up.
func (l *library) sourceOfType(t types.Type) (o origin, ok bool) {
	named, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok {
		return fromUnknown, false
	}
	o = l.origins.get(named, func() origin { return originNames[l.Type(models.Normal(typeName(named)))] })
	return o, o != fromUnknown
}

// message reports whether a field of a library's struct is a message as it came.
func (l *library) message(v *types.Var, owner types.Type) bool {
	return l.messages.get(fieldOwner{v, owner}, func() bool { return l.Message(typeName(owner), v.Name()) })
}

func comesFrom(o origin) *phrase.Text {
	switch o {
	case fromRequest:
		return &phrase.Text{EN: "comes from the request", NL: "komt uit het verzoek"}
	case fromEnv:
		return &phrase.Text{EN: "comes from the environment", NL: "komt uit de omgeving"}
	case fromFile:
		return &phrase.Text{EN: "read from a file", NL: "uit een bestand gelezen"}
	case fromDatabase:
		return &phrase.Text{EN: "read from the database", NL: "uit de database gelezen"}
	}
	return &phrase.Text{EN: "made here", NL: "hier gemaakt"}
}

// applyModel does what one row of a table says of a call.
func (f *function) applyModel(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value, name string, row models.Row) {
	switch row.Verb {
	case "source":
		f.source(m, call, v, args, name, row)
	case "flow":
		in := f.linked(m, call, args, row, f.passedBy(m, args, name, row), name)
		in = spelled(f.withoutMasked(m, in, args, name), call, args, name)
		f.deliver(m, v, args, row, in)
		f.handBack(m, v, args, row, in)
	case "protect":
		in := f.passed(m, args, row)
		if len(args) == 0 || !decrypts(args[0]) {
			in = f.protect(call, in, row, args)
		}
		f.deliver(m, v, args, row, in)
	case "shares":
		for i, a := range args {
			if row.Takes(i) {
				f.share(m, a)
			}
		}
	case "hasher":
		l := label{From: fromConstant, Protection: protectionNamed(row.Words[0]), Algorithm: row.Words[1]}
		f.deliver(m, v, args, row, setOf(taint{label: l}))
	case "write":
		f.writeTo(m, call, args, name, row)
	case "sink":
		if row.Words[0] == string(usage.Age) {
			f.sinkAge(m, call, f.passed(m, args, row).each(aged), name)
			return
		}
		f.sendBy(m, call, v, args, name, row)
	case "verify":
		s := f.site(call, usage.Verify, name)
		s.event.Algorithm = row.Words[0]
		f.sink(m, s, f.passed(m, args, row))
	}
}

// handBack gives the result of a link that adds to what it is a method of, and returns
// that, what it has by then: client.R().SetBody(order).Post(url).
func (f *function) handBack(m memory, v *ssa.Call, args []ssa.Value, row models.Row, in set) {
	if v == nil || row.Add < 0 || row.Add >= len(args) || !types.Identical(v.Type(), args[row.Add].Type()) {
		return
	}
	if p, ok := f.result(v, 0); ok {
		all, _ := in.union(f.collect(m, args[row.Add]))
		f.write(m, p, all, true)
	}
}

// aged keeps the birth dates of stored persons, and what only a caller knows: from
// other dates nobody computes an age.
func aged(t taint) (taint, bool) {
	return t, t.From == fromParam && t.Category == "" || t.From != fromParam && t.Category == "demo.birth_date"
}

// sinkAge records that a birth date becomes an age; most calls on times are about
// other dates and leave no trace.
func (f *function) sinkAge(m memory, call ssa.CallInstruction, in set, name string) {
	if len(in) > 0 {
		f.sink(m, f.site(call, usage.Age, name), in)
	}
}

// passwordCategory is the one category that never belongs in a URL that a
// program asks for, whatever it is for.
const passwordCategory personal.ID = "cred.password"

func (f *function) source(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value, name string, row models.Row) {
	l := label{From: originNames[row.Words[0]]}
	l.Protection = plainFrom(l.From)
	if len(row.Words) > 1 && wholeParts[row.Words[1]] != "" {
		l.Owner, l.Field = requestType, wholeParts[row.Words[1]]
	}
	if row.Key >= 0 && row.Key < len(args) {
		if key, ok := constString(args[row.Key]); ok {
			l.Name = key
			l.Category, l.Sure = f.an.names.name(key)
			if _, rest, ok := strings.Cut(key, "_"); ok && l.From == fromEnv && l.Category == "" {
				l.Category, l.Sure = f.an.names.name(rest) // the program's own name stands before it
			}
		}
	} else if datum := name[strings.LastIndexByte(name, '.')+1:]; row.To < 0 && len(row.Words) == 1 {
		if cat, sure := f.an.names.name(datum); cat != "" { // ClientIP, UserAgent
			l.Name, l.Category, l.Sure = datum, cat, sure
		}
	}
	in := setOf(taint{l, (*step)(nil).then(call.Pos(), comesFrom(l.From))})
	f.deliver(m, v, args, row, in)
	if row.URL && l.Category == passwordCategory {
		f.sink(m, f.site(call, usage.URL, name), in)
	}
}

// linked gives what a link of a chain adds a step there: the sink is the last link,
// and may stand many lines below the one that names the datum.
//
//	log.Info().
//		Str("email", u.Email).
//		Msg("signed up")
func (f *function) linked(m memory, call ssa.CallInstruction, args []ssa.Value, row models.Row, in set, name string) set {
	v, ok := call.(*ssa.Call)
	with := strings.HasSuffix(name, ".WithFields") || strings.HasSuffix(name, ".WithField")
	if !ok || len(args) == 0 || row.Add >= 0 && row.Key < 0 || !with && (row.Key < 0 || row.Key >= len(args) || !types.Identical(v.Type(), args[0].Type())) {
		return in
	}
	added := &phrase.Text{EN: "added to what is logged", NL: "toegevoegd aan wat gelogd wordt"}
	if row.Key >= 0 && row.Key < len(args) {
		key, ok := constString(args[row.Key])
		if !ok {
			return in
		}
		added = textf("added as %s", "toegevoegd als %s", key)
	}
	before := f.collect(m, args[0])
	return in.each(func(t taint) (taint, bool) {
		if !before.has(t.held().what) {
			t.trace = t.trace.then(call.Pos(), added)
		}
		return t, true
	})
}

// passed returns what the row's arguments hold.
func (f *function) passed(m memory, args []ssa.Value, row models.Row) set {
	return f.passedBy(m, args, "", row)
}

// passedBy is passed for a function that is known by its name.
func (f *function) passedBy(m memory, args []ssa.Value, name string, row models.Row) set {
	var out set
	g := gathering{json: row.JSON, whole: row.Whole, printed: prints(name, row), flat: printsFlat(name), direct: row.Direct}
	unseen := unprinted(name, args)
	logged := g.printed || row.Verb == "flow" && row.Key >= 0
	for i, a := range args {
		if !row.Takes(i) || i == row.Key || logged && f.masked(a) {
			continue
		}
		var words map[int]string
		if g.flat {
			words = said(name, args, f.elements(a))
		}
		in := f.collectAll(m, a, g, unseen, words)
		if g.flat {
			in, _ = in.union(f.printedRequest(a, unseen))
		}
		if row.Pairs {
			in = f.collectPairs(m, a, g)
		}
		if row.JSON {
			in = in.asJSON()
		}
		if g.printed || g.direct {
			in = in.asPrinted(g)
		}
		if row.Key >= 0 && row.Key < len(args) && (i > row.Key || !row.Takes(row.Key+1)) {
			key, _ := constString(args[row.Key]) // one that is not known names a part as well
			in = f.nameBy(in, key)
		}
		out, _ = out.union(in)
	}
	if row.Verb == "flow" && f.partlyUnknown(m, args, row) {
		return out.unwritten()
	}
	return out.withoutConstants()
}

// partlyUnknown reports whether nothing is known of a text among what a call puts
// together: then the constants around it do not make it one.
func (f *function) partlyUnknown(m memory, args []ssa.Value, row models.Row) bool {
	for i, a := range args {
		if !row.Takes(i) || i == row.Key {
			continue
		}
		parts := f.elements(a)
		if parts == nil {
			parts = []ssa.Value{a}
		}
		for _, p := range parts {
			if p != nil && f.unknownText(m, unwrap(p)) {
				return true
			}
		}
	}
	return false
}

// unknownText reports whether nothing is known of v, and it is no number.
func (f *function) unknownText(m memory, v ssa.Value) bool {
	if _, written := v.(*ssa.Const); written || counts(v.Type()) {
		return false
	}
	return len(f.labels(m, v)) == 0 && len(f.collect(m, v)) == 0
}

// nameBy lets a key say what an unnamed value is.
func (f *function) nameBy(s set, key string) set {
	cat, sure := f.an.names.name(key)
	return s.each(func(t taint) (taint, bool) {
		switch {
		case t.named() || t.From == fromConstant:
		case cat == "":
			t.label = partOf(t.label, key)
		default:
			t.Name, t.Category, t.Sure = key, cat, sure
		}
		return t, true
	})
}

// collectPairs reads alternating keys and values, as structured loggers take.
func (f *function) collectPairs(m memory, v ssa.Value, g gathering) set {
	places := f.placesOf(v)
	if len(places) == 0 || elemType(v.Type()) == nil {
		return f.collectAs(m, v, g)
	}
	var out set
	elems := f.elements(v)
	if elems == nil {
		return f.collectAs(m, v, g)
	}
	for i, e := range elems {
		if e == nil || f.masked(e) {
			continue
		}
		in := f.collectAs(m, e, g)
		if i > 0 && elems[i-1] != nil {
			if key, ok := constString(unwrap(elems[i-1])); ok {
				in = f.nameBy(in, key)
			}
		}
		out, _ = out.union(in)
	}
	return out
}

func unwrap(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return v
		}
	}
}

// protect raises the protection of what flows through a hash or cipher.
func (f *function) protect(call ssa.CallInstruction, s set, row models.Row, args []ssa.Value) set {
	l := label{Protection: protectionNamed(row.Words[0]), Algorithm: row.Words[1]}
	if row.Cost >= 0 && row.Cost < len(args) {
		if n, known := f.an.number(args[row.Cost], 0); known {
			l.Cost = costText(l.Algorithm, n) + f.memoryText(l.Algorithm, args, row.Cost+1)
		}
	}
	text := textf("hashed by %s", "gehasht met %s", l.Algorithm)
	switch l.Protection {
	case personal.Encoded:
		text = textf("encoded as %s", "gecodeerd als %s", l.Algorithm)
	case personal.Encrypted:
		text = textf("encrypted (%s)", "versleuteld (%s)", l.Algorithm)
	}
	return s.each(func(t taint) (taint, bool) {
		if t.From == fromConstant {
			return t, false
		}
		t.label = l.over(t.label)
		t.trace = t.trace.decided(call.Pos(), text)
		return t, true
	})
}

// decrypts reports whether a block mode or stream was made to decrypt: package
// crypto/cipher has one interface for both directions.
func decrypts(mode ssa.Value) bool {
	made, ok := unwrap(mode).(*ssa.Call)
	return ok && strings.HasPrefix(calleeName(made.Common()), "crypto/cipher.New") && strings.HasSuffix(calleeName(made.Common()), "Decrypter")
}

var protections = map[string]personal.Protection{
	"encoded": personal.Encoded, "fast_hash": personal.FastHash, "keyed_hash": personal.KeyedHash,
	"encrypted": personal.Encrypted, "slow_hash": personal.SlowHash,
}

func protectionNamed(name string) personal.Protection { return protections[name] }

// deliver puts a set where the row says: into the first result, or into what an
// argument points to.
func (f *function) deliver(m memory, v *ssa.Call, args []ssa.Value, row models.Row, s set) {
	if row.Add >= 0 && row.Add < len(args) {
		for _, p := range f.placesOf(args[row.Add]) {
			f.write(m, p, s, false)
		}
		return
	}
	if row.To < 0 {
		if p, ok := f.result(v, row.Result); ok {
			if row.Direct {
				p = f.places.elem(p, "[]") // each field is an element of the result
			}
			f.write(m, p, s, true)
		}
		return
	}
	if row.To >= len(args) {
		return
	}
	dst := slices.Concat(f.placesOf(args[row.To]), f.behindAny(args[row.To]))
	s = decodedInto(args[row.To], s)
	for _, p := range dst {
		f.write(m, p, s, len(dst) == 1)
	}
	if u, ok := unwrap(args[row.To]).(*ssa.Call); ok && len(dst) == 0 {
		f.setReg(u, s)
	}
}
