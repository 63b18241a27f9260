package flow

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// names asks the classifier what fields and names are, once for each.
type names struct {
	classifier *personal.Classifier
	fields     memo[*types.Var, named]
	bare       memo[string, named]
	types      memo[types.Type, string]
	flat       memo[types.Type, map[string]bool] // names of a struct's fields
	library    func(owner, field string) string  // the category of a field of a library's struct
}

type named struct {
	category personal.ID
	sure     personal.Confidence
}

func newNames(c *personal.Classifier) *names { return &names{classifier: c} }

// ofType is typeName, spelled once for each type.
func (n *names) ofType(t types.Type) string {
	return n.types.get(t, func() string { return typeName(t) })
}

// name judges a form key, a parameter or a map key.
func (n *names) name(s string) (personal.ID, personal.Confidence) {
	got := n.bare.get(s, func() named {
		v := n.classifier.Name(s)
		if s == sqlDriver || netAddress.MatchString(s) || strings.EqualFold(s, testSuite) || namesHolder.MatchString(s) && strings.HasPrefix(string(v.Category), "cred.") || printOfData.MatchString(s) {
			return named{}
		}
		return named{v.Category, v.Confidence}
	})
	return got.category, got.sure
}

// sqlDriver is what database/sql calls the name of a driver, and everybody after it: no
// one who drives.
const sqlDriver = "driverName"

// netAddress is what code calls where a server listens, and a peer is; where somebody lives
// has another name, or stands beside one.
var netAddress = lazyregexp.New(`^(?:addr|Addr)s?$`)

// ofPerson matches the fields that stand beside where somebody lives.
var ofPerson = lazyregexp.New(`(?i)name$|mail|phone|mobile|^tel|city|zip|post|street|birth|gender|^sex$|^age$`)

// namesHolder matches a name that says who holds a secret, or gave it out: api_key_owner.
var namesHolder = lazyregexp.New(`(?i)[a-z0-9_-](?:owner|holder|issuer|creator)s?$`)

// printOfData matches a fingerprint of which nothing but its name is known: in code it is
// one of a key, a file or a machine, and of a finger in a struct about a person.
var printOfData = lazyregexp.New(`(?i)^fingerprints?$`)

// testSuite is what code calls a set of tests; only forms and tables mean rooms by it.
const testSuite = "suite"

// field judges a field of a struct type among its siblings.
func (n *names) field(owner types.Type, v *types.Var) (personal.ID, personal.Confidence) {
	got := n.fields.get(v, func() named { return n.judgeField(owner, v) })
	return got.category, got.sure
}

func (n *names) judgeField(owner types.Type, v *types.Var) (got named) {
	if !opaqueType(v.Type()) && v.Name() != sqlDriver {
		f := personal.Field{Type: shortName(owner), Name: v.Name(), GoType: types.TypeString(v.Type(), shortQualifier)}
		f.Tags, f.Siblings = siblings(owner, v)
		verdict := n.classifier.Field(f)
		if netAddress.MatchString(v.Name()) && !verdict.Corrected && !slices.ContainsFunc(f.Siblings, ofPerson.MatchString) {
			return named{}
		}
		got = named{verdict.Category, verdict.Confidence}
		if n.library != nil && got.category == "" {
			if id := n.library(typeName(owner), v.Name()); id != "" {
				got = named{personal.ID(id), personal.High}
			}
		}
		if got.category == "" && !verdict.Corrected && recipientField(owner, v) {
			got = named{emailCategory, personal.Medium}
		}
		if got.category == "" && !verdict.Corrected && textedTo(owner, v) {
			got = named{phoneCategory, personal.Medium}
		}
		if got.category == "" && !verdict.Corrected && n.secret(v) {
			got = named{secretCategory, personal.Medium}
		}
	}
	return got
}

// recipientField reports whether a field of a message says to whom it goes: To beside a
// Subject.
func recipientField(owner types.Type, v *types.Var) bool {
	if h := recipientHeader(v.Name()); h == "" || !textual(v.Type()) && !textualList(v.Type()) {
		return false
	}
	s := structOf(owner)
	if s == nil {
		return false
	}
	for f := range s.Fields() {
		if f.Name() == "Subject" {
			return true
		}
	}
	return false
}

const phoneCategory personal.ID = "contact.phone"

// textMessage matches what is called after text messages, by its package too.
var textMessage = lazyregexp.New(`(?:^|[^a-zA-Z])(?:sms|whatsapp|textmessage)|S[Mm][Ss]|WhatsApp|TextMessage`)

// textedTo reports whether a field of a text message says to whom it goes.
func textedTo(owner types.Type, v *types.Var) bool {
	return (v.Name() == "To" || v.Name() == "ToNumber" || v.Name() == "Recipient") && (textual(v.Type()) || textualList(v.Type())) && textMessage.MatchString(typeName(owner))
}

func textualList(t types.Type) bool {
	list, ok := t.Underlying().(*types.Slice)
	return ok && textual(list.Elem())
}

// secretCategory is what logs in a machine, or somebody in another's name.
const secretCategory personal.ID = "cred.secret"

// secret reports whether a field of a thing holds a password: that of a mailbox
// logs nobody in here, and is still nothing to answer with or to log.
func (n *names) secret(v *types.Var) bool {
	b, ok := deref(v.Type()).Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsString == 0 {
		return false
	}
	id, _ := n.name(v.Name())
	return id == passwordCategory
}

// elsewhere reports whether what a label stands for is in another field of a struct
// than v: the row has a password, but this is its language.
func (n *names) elsewhere(owner types.Type, v *types.Var, l label) bool {
	for _, name := range []string{l.Column, l.Field, l.Name} {
		if name != "" {
			return flatName(name) != flatName(v.Name()) && n.has(owner, name)
		}
	}
	return false
}

// keyedElsewhere reports whether what a label stands for is at another key of a map that a
// struct was put into: the row has a password, and this key is "email".
func (n *names) keyedElsewhere(key string, l label) bool {
	cat, _ := n.name(key)
	if cat == "" || l.Category == "" || cat == l.Category {
		return false
	}
	for _, name := range []string{l.Column, l.Field, l.Name} {
		if name != "" && flatName(name) == flatName(key) {
			return false
		}
	}
	return true
}

// has reports whether a struct has a field of a name, however it is spelled.
func (n *names) has(owner types.Type, name string) bool {
	have := n.flat.get(owner, func() map[string]bool {
		have := map[string]bool{}
		if s := structOf(owner); s != nil {
			for f := range s.Fields() {
				have[flatName(f.Name())] = true
			}
		}
		return have
	})
	return have[flatName(name)]
}

// flatName spells a field and its column alike.
func flatName(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", "")) }

// hashNames matches names that say what is in a field was made unreadable before.
var hashNames = lazyregexp.New(`(?i)hash|digest|encrypted|crypted`)

// saysHash reports whether a field is named as a hash, by its key in requests too
// where it has one.
func saysHash(owner types.Type, v *types.Var) bool {
	if !hashNames.MatchString(v.Name()) {
		return false
	}
	tags, _ := siblings(owner, v)
	key, _, _ := strings.Cut(tags["json"], ",")
	return key == "" || key == "-" || hashNames.MatchString(key)
}

// asSent is what a request brings in a field: whoever sends a password_hash sends a hash.
func (t taint) asSent(owner types.Type, v *types.Var) taint {
	if t.From == fromRequest && t.Category == passwordCategory && t.Protection == personal.Plain && saysHash(owner, v) {
		t.Protection = personal.UnknownProtection
	}
	return t
}

// opaqueType reports whether a field of the type holds no datum itself: a
// service, a list of structs, a function.
func opaqueType(t types.Type) bool { return opaqueBelow(t, 0) }

// maxNested bounds how many lists of lists are looked through: a list may be one of
// itself (type L []L).
const maxNested = 8

func opaqueBelow(t types.Type, depth int) bool {
	if broken(t) || depth > maxNested {
		return true
	}
	switch u := deref(t).Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Struct:
		name := typeName(t)
		return name != "time.Time" && !wrapsValue(u)
	case *types.Slice:
		return !scalar(u) && opaqueBelow(u.Elem(), depth+1)
	case *types.Array:
		return !scalar(u)
	case *types.Interface:
		return u.NumMethods() > 0
	}
	return true
}

// wrapsValue recognises nullable wrappers: sql.NullString, pgtype.Text,
// null.String, which have a Valid flag beside (or an embedded struct with) it.
func wrapsValue(s *types.Struct) bool {
	for f := range s.Fields() {
		if f.Name() == "Valid" {
			return true
		}
		if f.Embedded() {
			if in, ok := f.Type().Underlying().(*types.Struct); ok && wrapsValue(in) {
				return true
			}
		}
	}
	return false
}

func siblings(owner types.Type, v *types.Var) (tags map[string]string, others []string) {
	s := structOf(owner)
	if s == nil {
		return nil, nil
	}
	for i := range s.NumFields() {
		if s.Field(i) == v {
			tags = tagsOf(s.Tag(i))
			continue
		}
		others = append(others, s.Field(i).Name())
	}
	return tags, others
}

// tagKeys are the struct tags that name a field's column or key, or validate it.
var tagKeys = []string{"json", "db", "gorm", "xorm", "bun", "pg", "orm", "form", "query", "validate", "binding", "schema", "bson", "yaml", "privet"}

func tagsOf(tag string) map[string]string {
	if tag == "" {
		return nil
	}
	out := map[string]string{}
	for _, k := range tagKeys {
		if v, ok := reflect.StructTag(tag).Lookup(k); ok {
			out[k] = v
		}
	}
	return out
}

func shortName(t types.Type) string {
	if n, ok := types.Unalias(deref(t)).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

func shortQualifier(p *types.Package) string { return p.Name() }

// fileParams are names of parameters that describe a file.
var fileParams = lazyregexp.New(`(?i)^(mime|mime_?type|content_?type|(file|real)_?size|file_?(name|path)|ext|extension)$`)

// takesFile reports whether a function is handed a file: its real name is that of no
// person.
func takesFile(fn *ssa.Function) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool { return fileParams.MatchString(p.Name()) })
}
