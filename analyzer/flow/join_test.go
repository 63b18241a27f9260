package flow

import (
	"reflect"
	"testing"

	"github.com/privet-dev/privet/analyzer/usage"
)

// TestJoinLosesNothing holds that whatever is seen in a module is in what Analyze
// returns: a kind of fact that is added later too.
func TestJoinLosesNothing(t *testing.T) {
	part := usage.Facts{}
	for i := range reflect.TypeFor[usage.Facts]().NumField() {
		field := reflect.ValueOf(&part).Elem().Field(i)
		field.Set(reflect.MakeSlice(field.Type(), 1, 1))
	}
	all := reflect.ValueOf(*join([]usage.Facts{part, part}))
	for i := range all.NumField() {
		if n := all.Field(i).Len(); n != 2 {
			t.Errorf("%s: %d of 2 are kept", all.Type().Field(i).Name, n)
		}
	}
}
