// Renders a folder of manifests as `kubectl kustomize` does, and reads what Kubernetes itself has no schema for into the types of those
// who defined it: a field that they do not know is an error.
package main

import (
	"fmt"
	"os"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

func render(folder string) (string, error) {
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), folder)
	if err != nil {
		return "", err
	}
	for _, resource := range resources.Resources() {
		if resource.GetKind() != "ServiceMonitor" {
			continue
		}
		text, err := resource.AsYAML()
		if err != nil {
			return "", err
		}
		if err := yaml.UnmarshalStrict(text, &monitoring.ServiceMonitor{}); err != nil {
			return "", fmt.Errorf("ServiceMonitor %s: %w", resource.GetName(), err)
		}
	}
	text, err := resources.AsYaml()
	return string(text), err
}

func main() {
	text, err := render(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Print(text)
}
