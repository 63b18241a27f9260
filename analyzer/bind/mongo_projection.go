package bind

import "github.com/privet-dev/privet/schema/lazyregexp"

// A projection names the keys of a document that are wanted, or those that are not:
//
//	options.Find().SetProjection(bson.D{{"password", 0}, {"token", 0}})
//	options.Find().SetProjection(bson.M{"email": 1})
//
// Where it is not known which, who names a password there leaves it out.

var leftOut = lazyregexp.New(`(?i)pass_?w|pwd|pass$|token|secret|salt|hash|otp`)

// withheld returns which columns a query reads by the projection among its options, as a
// filter for columnsOf; nil when there is none.
func withheld(options []Value) (only func(column, name string) bool) {
	for _, o := range options {
		if o == nil {
			continue
		}
		chain(o, func(method string, args []Value) bool {
			if method == "SetProjection" && len(args) > 1 && args[1] != nil {
				only = projected(args[1])
			}
			return true
		})
		if p := o.Field("Projection"); p != nil && len(p.Entries()) > 0 {
			only = projected(p)
		}
	}
	return only
}

// projected returns which columns a projection leaves, nil for all: those it includes,
// where it includes any, and the identity.
func projected(projection Value) func(column, name string) bool {
	var wanted, out []string
	for _, e := range projection.Entries() {
		n, known := int64(0), false
		if e.Value != nil {
			n, known = e.Value.Number()
		}
		switch {
		case known && n != 0:
			wanted = append(wanted, e.Key)
		case known || leftOut.MatchString(e.Key):
			out = append(out, e.Key)
		}
	}
	if len(wanted) == 0 {
		return without(out)
	}
	keep, drop := named(append(wanted, "_id")), named(out)
	return func(column, name string) bool { return keep(column, name) && (drop == nil || !drop(column, name)) }
}

// without is the opposite of named: all columns but these.
func without(names []string) func(column, name string) bool {
	in := named(names)
	if in == nil {
		return nil
	}
	return func(column, name string) bool { return !in(column, name) }
}
