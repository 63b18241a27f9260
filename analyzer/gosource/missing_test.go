package gosource_test

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/gosource"
)

// calls returns the full names of the functions a package calls, as the models
// know them.
func calls(p *gosource.Package) []string {
	var out []string
	for _, f := range p.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
					if fn, ok := p.Info.Uses[sel.Sel].(*types.Func); ok {
						out = append(out, fn.FullName())
					}
				}
			}
			return true
		})
	}
	return out
}

// A checkout that was never built: no library is there, and the calls have the
// names the models know all the same.
func TestLibrariesThatAreNotThereAreMadeUp(t *testing.T) {
	mods := load(t, `
-- go.mod --
module example.org/shop
go 1.21
require (
	github.com/gin-gonic/gin v1.9.9
	golang.org/x/crypto v0.9.9
	gorm.io/gorm v1.9.9
	example.com/mail-go/v2 v2.0.0
	example.com/unknown v1.0.0
)
-- shop.go --
package shop

import (
	"errors"
	"fmt"
	"strings"

	"example.com/mail-go/v2"
	"example.com/unknown"
	"github.com/gin-gonic/gin"
	"golang.org/x/crypto/bcrypt"
	"gorm.io/gorm"
)

type User struct {
	gorm.Model
	Email, Password string
}

type Server struct {
	db     *gorm.DB
	client *unknown.Client
}

func New(db *gorm.DB) *Server {
	client, err := unknown.Open("key", unknown.WithRetry(3))
	if err != nil {
		return nil
	}
	return &Server{db: db, client: client}
}

func (s *Server) Signup(c *gin.Context) {
	u := User{Email: c.PostForm("email")}
	hash, err := bcrypt.GenerateFromPassword([]byte(c.PostForm("password")), bcrypt.DefaultCost)
	if err != nil {
		c.JSON(500, gin.H{"error": err.Error()})
		return
	}
	u.Password = string(hash)
	if err := s.db.Where("email = ?", u.Email).First(&User{}).Error; errors.Is(err, gorm.ErrRecordNotFound) {
		s.db.Create(&u)
	}
	if s.client.Known(u.Email) && s.client.Region == "eu" {
		name := s.client.Lookup(c, u.Email).Owner().Name
		fmt.Println(strings.ToUpper(name))
	}
	total, err := mail.NewMessage(u.Email).Subject("hello").Send()
	if err != nil || total > 1 {
		return
	}
}
`)
	if len(mods) != 1 || len(mods[0].Packages) != 1 {
		t.Fatalf("got %+v", mods)
	}
	p := mods[0].Packages[0]
	if p.Degraded() {
		t.Errorf("%d functions set apart, want none", len(p.Untyped))
	}
	got := calls(p)
	for _, want := range []string{
		"(*github.com/gin-gonic/gin.Context).PostForm", "golang.org/x/crypto/bcrypt.GenerateFromPassword",
		"(*gorm.io/gorm.DB).Where", "(*gorm.io/gorm.DB).First", "(*gorm.io/gorm.DB).Create",
		"(*example.com/unknown.Client).Lookup", "example.com/mail-go/v2.NewMessage",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no call of %s in:\n%s", want, strings.Join(got, "\n"))
		}
	}
	var upper types.Type
	for x, tv := range p.Info.Types {
		if id, ok := x.(*ast.Ident); ok && id.Name == "name" {
			upper = tv.Type
		}
	}
	if upper == nil || upper.String() != "string" {
		t.Errorf("what is passed as a string is %v, want string", upper)
	}
}

// What a package with mistakes of its own keeps: the statements around them.
func TestAMistakeCostsItsStatementOnly(t *testing.T) {
	mods := load(t, `
-- go.mod --
module example.org/shop
go 1.21
-- a.go --
package shop

import "strconv"

func F(s string) string {
	n := strconv.Itoa(s)
	m := strconv.Quote(s)
	return n + m
}
`)
	p := mods[0].Packages[0]
	if len(p.Untyped) != 1 {
		t.Fatalf("%d functions with mistakes, want 1", len(p.Untyped))
	}
	if got := calls(p); !slices.Equal(got, []string{"strconv.Quote"}) {
		t.Errorf("calls left: %v, want strconv.Quote", got)
	}
}
