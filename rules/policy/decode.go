package policy

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// What the YAML decoder says is for people who write decoders ("mapping was used
// where sequence is expected"); here it is said for people who write YAML once a
// year.

// tokenError is what every error of the YAML decoder can say.
type tokenError interface {
	error
	GetMessage() string
	GetToken() *token.Token
	FormatError(colored, inclSource bool) string
}

// decodeProblem words an error of the decoder.
func decodeProblem(err error, source []byte) Problem {
	var te tokenError
	if !errors.As(err, &te) {
		return Problem{Message: phrase.Text{EN: err.Error(), NL: err.Error()}}
	}
	p := Problem{Message: phrase.Textf("this is not valid YAML: %s", "dit is geen geldige YAML (klopt de inspringing, en staan er haakjes of aanhalingstekens open?): %s", te.GetMessage())}
	tk := te.GetToken()
	if tk != nil && tk.Position != nil {
		p.Line, p.Column = tk.Position.Line, tk.Position.Column
		_, p.Frame, _ = strings.Cut(te.FormatError(false, true), "\n")
	}
	var unknown *yaml.UnknownFieldError
	var node *yaml.UnexpectedNodeTypeError
	var kind *yaml.TypeError
	var twice *yaml.DuplicateKeyError
	switch {
	case errors.As(err, &unknown) && tk != nil:
		p.Message = unknownKey(tk, source)
	case errors.As(err, &node) && node.Expected == ast.SequenceType:
		p.Message = phrase.Text{EN: "a list belongs here: lines that begin with -, or [one, two]", NL: "hier hoort een lijst: regels die met - beginnen, of [een, twee]"}
	case errors.As(err, &node) && node.Expected == ast.MappingType:
		p.Message = phrase.Text{EN: "keys belong here: lines such as name: value", NL: "hier horen sleutels: regels zoals naam: waarde"}
	case errors.As(err, &node):
		p.Message = phrase.Text{EN: "one value belongs here", NL: "hier hoort één waarde"}
	case errors.As(err, &kind) && tk != nil:
		p.Message = misfit(kind.DstType, tk.Value)
	case errors.As(err, &twice) && tk != nil:
		p.Message = phrase.Textf("the key %q stands here twice", "de sleutel %q staat hier twee keer", tk.Value)
	}
	return p
}

// misfit says that a value is not of the kind its key takes.
func misfit(want reflect.Type, value string) phrase.Text {
	switch want.Kind() {
	case reflect.Int, reflect.Int64:
		return phrase.Textf("%q is no whole number", "%q is geen geheel getal", value)
	case reflect.Bool:
		return phrase.Textf("write true or false, not %q", "schrijf true of false, niet %q", value)
	case reflect.Slice:
		return phrase.Text{EN: "a list belongs here: lines that begin with -, or [one, two]", NL: "hier hoort een lijst: regels die met - beginnen, of [een, twee]"}
	case reflect.Map, reflect.Struct:
		return phrase.Text{EN: "keys belong here: lines such as name: value", NL: "hier horen sleutels: regels zoals naam: waarde"}
	}
	return phrase.Textf("%q does not fit here", "%q past hier niet", value)
}

// unknownKey proposes the key that was probably meant, else those that may stand
// in its place.
func unknownKey(tk *token.Token, source []byte) phrase.Text {
	text := phrase.Textf("there is no key %q here", "de sleutel %q bestaat hier niet", tk.Value)
	beside := keysBeside(tk, source)
	if near := didYouMean(tk.Value, beside); !near.IsZero() {
		return join(text, near)
	}
	if near := didYouMean(tk.Value, keys(reflect.TypeFor[Policy](), map[reflect.Type]bool{})); !near.IsZero() {
		return join(text, near)
	}
	if len(beside) > 0 {
		list := strings.Join(beside, ", ")
		return join(text, phrase.Textf(": one of %s", ": een van %s", list))
	}
	return text
}

// keysBeside returns the keys that may stand where a token stands.
func keysBeside(tk *token.Token, source []byte) []string {
	f, err := parser.ParseBytes(source, 0)
	if err != nil {
		return nil
	}
	finder := &keyFinder{line: tk.Position.Line, column: tk.Position.Column}
	for _, doc := range f.Docs {
		ast.Walk(finder, doc.Body)
	}
	t := reflect.TypeFor[Policy]()
	steps := strings.FieldsFunc(strings.TrimPrefix(finder.path, "$"), func(r rune) bool { return r == '.' || r == '[' || r == ']' })
	if len(steps) == 0 {
		return nil
	}
	for _, step := range steps[:len(steps)-1] {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Slice, reflect.Map:
			t = t.Elem()
		case reflect.Struct:
			i := slices.IndexFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool { return f.Tag.Get("yaml") == step })
			if i < 0 {
				return nil
			}
			t = t.Field(i).Type
		default:
			return nil
		}
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var found []string
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "-" && name != "" {
			found = append(found, name)
		}
	}
	return found
}

// keyFinder finds the path of the key at a place.
type keyFinder struct {
	line, column int
	path         string
}

// Visit looks at one node.
func (k *keyFinder) Visit(n ast.Node) ast.Visitor {
	if v, ok := n.(*ast.MappingValueNode); ok {
		if at := v.Key.GetToken().Position; at.Line == k.line && at.Column == k.column {
			k.path = v.Key.GetPath()
		}
	}
	return k
}

// keys returns every key a privet.yaml may have, at any depth.
func keys(t reflect.Type, seen map[reflect.Type]bool) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return nil
	}
	seen[t] = true
	var found []string
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "-" && name != "" {
			found = append(found, name)
			found = append(found, keys(t.Field(i).Type, seen)...)
		}
	}
	return found
}
