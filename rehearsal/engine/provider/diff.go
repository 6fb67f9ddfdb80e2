package main

import (
	"context"
	"reflect"
	"sort"
	"strings"

	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// Diff compares the inputs of a resource, and says which of the changes replace it.
func (p *provider) Diff(_ context.Context, request *rpc.DiffRequest) (*rpc.DiffResponse, error) {
	olds, news := request.OldInputs.AsMap(), request.News.AsMap()
	response := &rpc.DiffResponse{Changes: rpc.DiffResponse_DIFF_NONE}
	for _, key := range keysOf(olds, news) {
		if reflect.DeepEqual(olds[key], news[key]) || isIgnored(key, request.IgnoreChanges) {
			continue
		}
		if key == "allocatedStorage" && keepsStorage(olds, news) {
			continue
		}
		response.Changes = rpc.DiffResponse_DIFF_SOME
		response.Diffs = append(response.Diffs, key)
		// a resource cannot move to another region
		if key == "region" || p.tables.replacements[typeOf(request.Urn)][key] {
			response.Replaces = append(response.Replaces, key)
		}
	}
	// names are unique: the old resource is deleted before the new one can have its name
	response.DeleteBeforeReplace = len(response.Replaces) > 0 && hasFixedName(news)
	return response, nil
}

func keysOf(olds, news map[string]any) []string {
	seen := map[string]bool{}
	for key := range olds {
		seen[key] = true
	}
	for key := range news {
		seen[key] = true
	}
	delete(seen, "__defaults")
	keys := make([]string, 0, len(seen))
	for key := range seen {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func isIgnored(key string, ignored []string) bool {
	for _, path := range ignored {
		if path == key || strings.HasPrefix(path, key+".") || strings.HasPrefix(path, key+"[") {
			return true
		}
	}
	return false
}

// keepsStorage returns whether a database keeps its storage, since the limit of its automatic growth is above the wanted one:
// DiffSuppressFunc of allocated_storage in internal/service/rds/instance.go of github.com/hashicorp/terraform-provider-aws
func keepsStorage(olds, news map[string]any) bool {
	old, _ := olds["allocatedStorage"].(float64)
	wanted, _ := news["allocatedStorage"].(float64)
	limit, _ := news["maxAllocatedStorage"].(float64)
	return old > wanted && limit > wanted
}

// hasFixedName returns whether AWS knows a resource by a name of the program: that of a database is its identifier.
func hasFixedName(inputs map[string]any) bool {
	_, named := inputs["name"].(string)
	_, identified := inputs["identifier"].(string)
	return named || identified
}
