package bind

import "github.com/privet-dev/privet/schema/lazyregexp"

// A projection names the keys of a document that are wanted, or those that are not:
//
//	options.Find().SetProjection(bson.D{{"password", 0}, {"token", 0}})
//
// Who names a password there leaves it out.

var leftOut = lazyregexp.New(`(?i)pass_?w|pwd|pass$|token|secret|salt|hash|otp`)

// withheld returns which columns a query leaves out by the projection among its options,
// as a filter for columnsOf; nil when there is none.
func withheld(options []Value) func(column, name string) bool {
	var out []string
	for _, o := range options {
		if o == nil {
			continue
		}
		chain(o, func(method string, args []Value) bool {
			if method == "SetProjection" && len(args) > 1 && args[1] != nil {
				out = append(out, keysLeftOut(args[1])...)
			}
			return true
		})
		if p := o.Field("Projection"); p != nil {
			out = append(out, keysLeftOut(p)...)
		}
	}
	return without(out)
}

func keysLeftOut(projection Value) (out []string) {
	for _, e := range projection.Entries() {
		if leftOut.MatchString(e.Key) {
			out = append(out, e.Key)
		}
	}
	return out
}

// without is the opposite of named: all columns but these.
func without(names []string) func(column, name string) bool {
	in := named(names)
	if in == nil {
		return nil
	}
	return func(column, name string) bool { return !in(column, name) }
}
